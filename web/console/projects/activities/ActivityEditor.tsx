import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import {
  insuranceKinds,
  riskKinds,
  riskNames,
  type InsuranceKind,
} from '../../../../domain/organizations/rule-books/risks.ts';
import type { Category } from '../../../../domain/projects/categories.ts';
import type { CheckInKind } from '../../../../domain/projects/publishing.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { useMe } from '../../../api/session.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Checkbox, RadioGroup } from '../../../ui/Choice.tsx';
import { NumberInput, Select, Textarea, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Empty, Forbidden, Reading } from '../../../ui/States.tsx';
import { t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { bodyOf, draftOf, emptyActivity, type ActivityDraft } from './activity-draft.ts';
import { categoryOptions, insuranceWords } from '../names.ts';
import { LeadersField } from './LeadersField.tsx';
import { ShiftsField, useShifts } from './ShiftsField.tsx';
import { TopicPicker } from './TopicPicker.tsx';
import '../projects.css';

/** One page, top to bottom, as an organiser thinks: what, when, where, who, the risks, the check-in. */
export default function ActivityEditor({ params }: { params: Readonly<Record<string, string>> }) {
  const { activity_id, project_id } = params;
  const read = useRead(
    '/api/activities/{activity_id}',
    { path: { activity_id: activity_id ?? '' } },
    { enabled: activity_id !== undefined },
  );
  if (activity_id === undefined)
    return (
      <Page>
        <NewActivity project_id={project_id ?? ''} />
      </Page>
    );
  return (
    <Page>
      <Reading of={read} what={t('活动', 'the activity')}>
        {(activity) => (
          <Editor
            kept={draftOf(activity)}
            activity_id={activity.id}
            project={{
              id: activity.project_id,
              title: activity.project_title,
              organization_id: activity.organization_id,
            }}
          />
        )}
      </Reading>
    </Page>
  );
}

function NewActivity({ project_id }: { project_id: string }) {
  const read = useRead('/api/projects/{project_id}', { path: { project_id } });
  const me = useMe().data?.person;
  if (!me) return null; // whoever writes it leads, unless others are named
  return (
    <Reading of={read} what={t('项目', 'the project')}>
      {(project) =>
        project.closing !== null ? (
          <Empty
            title={t('项目已结项，不能再发活动', 'The project is closed: no more activities')}
            action={<LinkButton href={`/projects/${project.id}`}>{t('看项目', 'See the project')}</LinkButton>}
          />
        ) : !project.can.write_activity ? (
          <Forbidden
            title={t('您没有给这个项目写活动的权限', 'You may not add activities to this project')}
            action={<LinkButton href={`/projects/${project.id}`}>{t('看项目', 'See the project')}</LinkButton>}
          />
        ) : (
          <Editor
            kept={{
              ...emptyActivity,
              category: project.category,
              topics: [...project.topics],
              leaders: [{ id: me.id, name: me.name, stays: true }],
            }}
            project={project}
          />
        )
      }
    </Reading>
  );
}

const checkInWords: Readonly<Record<CheckInKind, () => string>> = {
  rotating_code: () => t('扫队长屏幕上的动态码', 'Scan the rotating code'),
  staff_scan: () => t('队长扫志愿者的卡', 'The leader scans the card'),
  short_code: () => t('输入短码', 'Type the short code'),
  self_located: () => t('自行定位（100 人以上）', 'Self-located (100 people or more)'),
};

/** The project that a first activity begins: asked on the same page and made when the activity is saved. */
export type NewProject = {
  readonly fields: ReactNode;
  readonly problem: Error | null;
  readonly make: (draft: ActivityDraft) => Promise<string | undefined>;
};
type EditorProps = {
  kept: ActivityDraft;
  activity_id?: string;
  project: { id: string; title: string; organization_id: string };
  begins?: NewProject;
};

export function Editor({ kept, activity_id, project, begins }: EditorProps) {
  const [draft, setDraft] = useState(kept);
  const list = useShifts(kept.shifts);
  const [, go] = useLocation();
  const create = useWrite('post', '/api/activities', ['/api/activities', '/api/projects/{project_id}']);
  const edit = useWrite('put', '/api/activities/{activity_id}', [
    '/api/activities/{activity_id}',
    '/api/activities',
    '/api/activities/{activity_id}/publishing',
  ]);
  const set = (change: Partial<ActivityDraft>) => setDraft((now) => ({ ...now, ...change }));
  const submit = useWrite('put', '/api/activities/{activity_id}/submission', [
    '/api/activities',
    '/api/my/first-steps',
  ]);
  async function send(): Promise<void> {
    const shifts = await list.taken();
    const project_id = shifts === undefined ? undefined : begins ? await begins.make(draft) : project.id;
    if (shifts === undefined || project_id === undefined) return;
    const body = bodyOf({ ...draft, shifts });
    const done =
      activity_id === undefined
        ? await create.send({ body: { project_id, ...body } })
        : await edit.send({ path: { activity_id }, body });
    if (!done) return;
    const id = activity_id ?? ('id' in done ? done.id : '');
    if (begins) await submit.send({ path: { activity_id: id }, body: {} }); // what a rule refuses stands on the activity's page
    go(`/projects/activities/${id}`);
  }
  const title = begins
    ? t('发起一场活动', 'Start an activity')
    : activity_id === undefined
      ? t('写一个活动', 'Write an activity')
      : t('修改活动', 'Edit the activity');
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { words: t('项目', 'Projects'), href: '/projects' },
          ...(begins ? [] : [{ words: project.title, href: `/projects/${project.id}` }]),
          { words: title },
        ]}
      />
      <div className="block narrow">
        <Form problem={begins?.problem ?? create.problem ?? edit.problem} onSubmit={() => void send()} label={title}>
          <TextInput
            name="title"
            label={t('活动名称', 'Name')}
            value={draft.title}
            maxLength={80}
            onChange={(value) => set({ title: value })}
          />
          <Select
            name="category"
            label={t('类别', 'Category')}
            value={draft.category}
            onChange={(value) => set({ category: value as Category })}
            options={categoryOptions()}
          />
          <Textarea
            name="description"
            label={t('做什么', 'What is done')}
            rows={4}
            value={draft.description}
            onChange={(value) => set({ description: value })}
          />
          {begins?.fields}
          <ShiftsField of={list} />
          <Where draft={draft} set={set} />
          <LeadersField leaders={draft.leaders} numbers={draft.leader_numbers} set={set} />
          <Who draft={draft} set={set} />
          <Risk draft={draft} set={set} />
          <TopicPicker
            organization_id={project.organization_id}
            value={draft.topics}
            onChange={(topics) => set({ topics })}
            category={draft.category}
          />
          <fieldset className="form-part">
            <legend>{t('签到', 'Check-in')}</legend>
            {(Object.keys(checkInWords) as CheckInKind[]).map((kind) => (
              <Checkbox
                key={kind}
                name={kind}
                label={checkInWords[kind]()}
                checked={draft.check_in_kinds.includes(kind)}
                onChange={(on) =>
                  set({
                    check_in_kinds: on
                      ? [...draft.check_in_kinds, kind]
                      : draft.check_in_kinds.filter((each) => each !== kind),
                  })
                }
              />
            ))}
            {draft.check_in_kinds.includes('self_located') && (
              <NumberInput
                name="fence_metres"
                label={t('签到范围', 'Fence')}
                unit={t('米', 'm')}
                min={50}
                value={draft.fence_metres}
                onChange={(value) => set({ fence_metres: value })}
              />
            )}
          </fieldset>
          <div className="actions">
            <Button kind="do" type="submit" large running={create.running || edit.running || submit.running}>
              {begins ? t('存好并发布', 'Save and publish') : t('存好，去看发布规则', 'Save and see the rules')}
            </Button>
          </div>
        </Form>
      </div>
    </>
  );
}

type PartProps = { draft: ActivityDraft; set: (change: Partial<ActivityDraft>) => void };

function Where({ draft, set }: PartProps) {
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

function Who({ draft, set }: PartProps) {
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

function Risk({ draft, set }: PartProps) {
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
