/** The parts of the activity's form that each ask one thing: where, who, at what risk. */
import {
  insuranceKinds,
  riskKinds,
  riskNames,
  type InsuranceKind,
} from '../../../../domain/organizations/rule-books/risks.ts';
import { Checkbox, RadioGroup } from '../../../ui/Choice.tsx';
import { NumberInput, Textarea, TextInput } from '../../../ui/Field.tsx';
import { t } from '../../../ui/words.ts';
import type { ActivityDraft } from './activity-draft.ts';
import { insuranceWords } from '../names.ts';

type PartProps = { draft: ActivityDraft; set: (change: Partial<ActivityDraft>) => void };

export function Where({ draft, set }: PartProps) {
  return (
    <fieldset className="form-part">
      <legend>{t('在哪里', 'Where')}</legend>
      <TextInput
        name="place"
        label={t('地点', 'Place')}
        hint={t(
          '写到门牌、楼栋或路口；标了坐标就可以短些。',
          'Down to the door, building or crossing; shorter with coordinates.',
        )}
        value={draft.place}
        onChange={(value) => set({ place: value })}
      />
      <div className="form-grid">
        <TextInput
          name="longitude"
          label={t('经度', 'Longitude')}
          optional
          inputMode="decimal"
          value={draft.longitude}
          onChange={(value) => set({ longitude: value })}
        />
        <TextInput
          name="latitude"
          label={t('纬度', 'Latitude')}
          optional
          inputMode="decimal"
          value={draft.latitude}
          onChange={(value) => set({ latitude: value })}
        />
        <TextInput
          name="gathering_note"
          label={t('集合说明', 'Where to batch')}
          optional
          value={draft.gathering_note}
          onChange={(value) => set({ gathering_note: value })}
        />
        <TextInput
          name="contact_phone"
          label={t('现场电话', 'Phone on site')}
          optional
          type="tel"
          hint={t('只给有名额的人看', 'Only people with a seat see it')}
          value={draft.contact_phone}
          onChange={(value) => set({ contact_phone: value })}
        />
      </div>
      <Textarea
        name="programme"
        label={t('流程', 'Programme')}
        optional
        hint={t('一行一步，前面写时间：09:20 分三段捡拾', 'One step a line, the time first: 09:20 pick up litter')}
        value={draft.programme}
        onChange={(value) => set({ programme: value })}
      />
    </fieldset>
  );
}

export function Who({ draft, set }: PartProps) {
  return (
    <fieldset className="form-part">
      <legend>{t('招什么人', 'Who may come')}</legend>
      <div className="form-grid">
        <NumberInput
          name="minimum_age"
          label={t('最低年龄', 'Minimum age')}
          optional
          unit={t('岁', '')}
          value={draft.minimum_age}
          onChange={(value) => set({ minimum_age: value })}
        />
        <NumberInput
          name="maximum_age"
          label={t('最高年龄', 'Maximum age')}
          optional
          unit={t('岁', '')}
          value={draft.maximum_age}
          onChange={(value) => set({ maximum_age: value })}
        />
        <TextInput
          name="required_skills"
          label={t('需要的技能', 'Skills needed')}
          optional
          hint={t('用空格隔开', 'Separated by spaces')}
          value={draft.required_skills}
          onChange={(value) => set({ required_skills: value })}
        />
        <TextInput
          name="required_qualifications"
          label={t('需要的证书', 'Qualifications needed')}
          optional
          value={draft.required_qualifications}
          onChange={(value) => set({ required_qualifications: value })}
        />
        <NumberInput
          name="waitlist_capacity"
          label={t('候补名额', 'Waitlist')}
          unit={t('人', '')}
          value={draft.waitlist_capacity}
          onChange={(value) => set({ waitlist_capacity: value })}
        />
      </div>
      <Checkbox
        name="is_parent_child"
        label={t('亲子活动：孩子和家长一起', 'Parent and child together')}
        checked={draft.is_parent_child}
        onChange={(value) => set({ is_parent_child: value })}
      />
      <Checkbox
        name="signs_up_here"
        label={t('在平台直接报名', 'Sign-up through this platform')}
        checked={draft.signs_up_here}
        onChange={(value) => set({ signs_up_here: value })}
      />
    </fieldset>
  );
}

export function Risk({ draft, set }: PartProps) {
  return (
    <fieldset className="form-part">
      <legend>{t('风险和保险', 'Risks and insurance')}</legend>
      <Textarea
        name="risk_statement"
        label={t('可能的风险和怎样防护', 'Risks and protection')}
        hint={t('报名的人先看这一段。', 'People read this before they sign up.')}
        value={draft.risk_statement}
        onChange={(value) => set({ risk_statement: value })}
      />
      <div className="tick-grid" role="group" aria-label={t('有没有这些情况', 'Any of these')}>
        {riskKinds.map((kind) => (
          <Checkbox
            key={kind}
            name={`risk-${kind}`}
            label={t(riskNames[kind].zh, riskNames[kind].en)}
            checked={draft.risks.includes(kind)}
            onChange={(on) => set({ risks: on ? [...draft.risks, kind] : draft.risks.filter((each) => each !== kind) })}
          />
        ))}
      </div>
      <RadioGroup
        name="insurance"
        label={t('人身意外伤害保险', 'Personal accident insurance')}
        value={draft.insurance}
        onChange={(value) => set({ insurance: value as InsuranceKind })}
        options={insuranceKinds.map((kind) => ({ value: kind, label: insuranceWords(kind) }))}
      />
    </fieldset>
  );
}
