import { useState } from 'react';
import { ownPhone } from '../../../domain/paths.ts';
import {
  availabilitySlots,
  languages,
  type AvailabilitySlot,
  type Language,
} from '../../../domain/volunteers/availability.ts';
import { useRead, useWrite } from '../../api/query.ts';
import type { Answer } from '../../api/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choice.tsx';
import { Select, TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { EndToCome } from '../../ui/EndToCome.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Masked } from '../../ui/Person.tsx';
import { Reading } from '../../ui/States.tsx';
import { toast } from '../../ui/toast.tsx';
import { longDay, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { Cards } from './Cards.tsx';
import { Honours } from './Honours.tsx';
import { Teams } from './Teams.tsx';
import { TermsWaiting } from './TermsWaiting.tsx';
import '../me/me.css';
import './volunteers.css';

type Mine = Answer<'get', '/api/me/volunteer'>;

/** The own record: teams and honours (L44), brand label (S16), skills and free times, linked cards (P72). */
export default function Profile() {
  const mine = useRead('/api/me/volunteer');
  return (
    <Screen title={t('我的资料', 'My record')} back={ownPhone.me()}>
      <div className="block">
        <Reading of={mine} what={t('您的资料', 'your record')}>
          {(own) => (
            <>
              {own.terms_to_accept && <TermsWaiting terms={own.terms_to_accept} />}
              {own.planned_ends.map((end) => (
                <EndToCome
                  key={end.id}
                  end={end}
                  meaning={t('您的时数不变，到时会有消息告诉您。', ' Your hours stay; you will be told.')}
                />
              ))}
              <KeyValues
                rows={[
                  { key: t('姓名', 'Name'), value: own.name },
                  { key: t('志愿者编号', 'Number'), value: own.number_spelt },
                  { key: t('证件', 'Document'), value: <Masked text={own.document_hint ?? ''} /> },
                  { key: t('手机', 'Phone'), value: <Masked text={own.phone_hint ?? ''} /> },
                  {
                    key: t('意外险', 'Accident cover'),
                    value: own.insured_until
                      ? t(`有效至 ${longDay(own.insured_until)}`, `until ${longDay(own.insured_until)}`)
                      : t('现在没有', 'none now'),
                  },
                  { key: t('注册', 'Registered'), value: longDay(own.registered_at) },
                  { key: t('小区', 'Compound'), value: own.compound?.name },
                  { key: t('学校', 'School'), value: own.school },
                ]}
              />
              <Teams own={own} />
              <Honours honours={own.honours} />
              <ProfileForm key={own.id} own={own} />
              <Cards cards={own.cards} />
            </>
          )}
        </Reading>
      </div>
    </Screen>
  );
}

function ProfileForm({ own }: { own: Mine }) {
  const [spoken, setSpoken] = useState<readonly string[]>(own.languages);
  const [free, setFree] = useState<readonly string[]>(own.availability);
  const [skills, setSkills] = useState(own.skills.map((one) => one.skill).join('、'));
  const [compound, setCompound] = useState(own.compound?.id ?? '');
  const [school, setSchool] = useState(own.school ?? '');
  const near = useRead('/api/registration', { query: { organization_id: own.organization.id } }).data?.compounds ?? [];
  // the one that stands stays choosable, also where it lies elsewhere
  const compounds =
    own.compound !== null && !near.some((one) => one.id === own.compound?.id) ? [own.compound, ...near] : near;
  const save = useWrite('put', '/api/me/volunteer/profile', ['/api/me/volunteer']);
  const toggle = (list: readonly string[], value: string): string[] =>
    list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
  async function send(): Promise<void> {
    const body = {
      languages: spoken as Language[],
      availability: free as AvailabilitySlot[],
      skills: skills.split(/[、,，;；\s]+/).filter(Boolean),
      compound_id: compound || null,
      school: school.trim() || null,
    };
    if (await save.send({ body })) toast(t('已保存', 'Saved'));
  }
  return (
    <Form problem={save.problem} onSubmit={() => void send()} label={t('住处、技能和时间', 'Home, skills and times')}>
      <h2 className="title part">{t('住处、技能和时间', 'Home, skills and times')}</h2>
      {compounds.length > 0 && (
        <Select
          name="compound_id"
          label={t('住在哪个小区', 'Where you live')}
          optional
          empty={t('不填', 'Not given')}
          value={compound}
          onChange={setCompound}
          options={compounds.map((one) => ({ value: one.id, label: one.name }))}
        />
      )}
      <TextInput name="school" label={t('学校', 'School')} optional value={school} onChange={setSchool} />
      <TextInput
        name="skills"
        label={t('会做什么', 'Skills')}
        optional
        hint={t('用顿号隔开；带证书的请队长核对后标“已核”', 'Separated by commas; the leader checks certificates')}
        value={skills}
        onChange={setSkills}
      />
      {own.skills.some((one) => one.is_verified) && (
        <p className="lead">
          {t('已核：', 'Verified: ')}
          {own.skills
            .filter((one) => one.is_verified)
            .map(
              (one) =>
                `${one.skill}${one.valid_until ? t(`（至 ${longDay(one.valid_until)}）`, ` (until ${longDay(one.valid_until)})`) : ''}`,
            )
            .join(t('、', ', '))}
        </p>
      )}
      <fieldset className="ticks">
        <legend>{t('常有空的时间', 'Usually free')}</legend>
        {Object.entries(availabilitySlots).map(([slot, words]) => (
          <Checkbox
            key={slot}
            name={`free-${slot}`}
            checked={free.includes(slot)}
            onChange={() => setFree(toggle(free, slot))}
            label={t(words.zh, words.en)}
          />
        ))}
      </fieldset>
      <details className="more-fields">
        <summary>
          {t('会说的语言', 'Languages')}
          {spoken.length > 0 && ` · ${spoken.length}`}
        </summary>
        <fieldset className="ticks">
          <legend className="unseen">{t('会说的语言', 'Languages')}</legend>
          {Object.entries(languages).map(([code, words]) => (
            <Checkbox
              key={code}
              name={`language-${code}`}
              checked={spoken.includes(code)}
              onChange={() => setSpoken(toggle(spoken, code))}
              label={t(words.zh, words.en)}
            />
          ))}
        </fieldset>
      </details>
      <Button kind={own.terms_to_accept === null ? 'do' : 'plain'} type="submit" running={save.running}>
        {t('保存', 'Save')}
      </Button>
    </Form>
  );
}
