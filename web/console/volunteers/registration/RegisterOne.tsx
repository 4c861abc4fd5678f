import { useState } from 'react';
import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { ageOn, businessDate } from '../../../../domain/time.ts';
import { adultAge, storageConsentUnderAge } from '../../../../domain/volunteers/consent.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { DocumentFields, documentBody, emptyDocument, type DocumentDraft } from '../../../ui/DocumentFields.tsx';
import { Select, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { OrganizationPicker, type Picked } from '../../../ui/OrganizationPicker.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { VolunteersNav, useDesks } from '../VolunteersNav.tsx';
import { Registered } from './Registered.tsx';

const nothing = {
  phone: '',
  is_pupil: false,
  is_self_supporting: false,
  is_league_member: false,
  school: '',
  guardian_phone: '',
  teacher_phone: '',
  compound_id: '',
};

/** Somebody at the desk, by the same rules as on the own phone: nothing is accepted for them, and a guardian is asked on an own phone. */
export default function RegisterOne() {
  const at = useFilters().filters['at']; // a page about a team leads here with it
  const asked = useRead(
    '/api/organizations/{organization_id}',
    { path: { organization_id: at ?? '' } },
    { enabled: at !== undefined },
  ).data?.organization;
  const own = useDesks('volunteers.register')[0];
  const desk = at === undefined ? own : asked && { id: asked.id, name: asked.name_zh };
  const [chosen, setChosen] = useState<Picked | null | undefined>();
  const team = chosen === undefined ? (desk ?? null) : chosen;
  const [document, setDocument] = useState(emptyDocument);
  const [inputs, setInputs] = useState(nothing);
  const near = useRead(
    '/api/registration',
    { query: team ? { organization_id: team.id } : {} },
    { keepPrevious: true },
  ).data;
  const sent = useWrite('post', '/api/volunteers', ['/api/volunteers']);
  const set = (change: Partial<typeof nothing>): void => setInputs({ ...inputs, ...change });
  const age = ageOf(document);
  async function send(): Promise<void> {
    if (!team) return;
    const { school, guardian_phone, teacher_phone, compound_id, ...rest } = inputs;
    await sent.send({
      body: {
        ...documentBody(document),
        ...rest,
        organization_id: team.id,
        school: school || null,
        compound_id: compound_id || null,
        guardian_phone: guardian_phone || null,
        teacher_phone: teacher_phone || null,
      },
    });
  }
  function again(): void {
    sent.clear();
    setDocument(emptyDocument);
    setInputs(nothing);
  }
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead
        title={t('登记一人', 'Register one person')}
        crumbs={[
          { words: t('名册', 'Roster'), href: volunteersDesk.roster() },
          { words: t('登记一人', 'Register one person') },
        ]}
      />
      <div className="block">
        {sent.answer ? (
          <Registered answer={sent.answer} onAgain={again} />
        ) : (
          <Form problem={sent.problem} onSubmit={() => void send()} label={t('登记一人', 'Register one person')}>
            <p className="import-note">
              {t(
                '本人带证件到场时用。权利和义务由本人第一次登录时同意；未成年人由家长、学生还由老师，用各自的手机同意。',
                'For somebody who is here with the document. The person accepts rights and duties at the first sign-in; for minors a guardian agrees, for pupils also a teacher, each on an own phone.',
              )}
            </p>
            <div className="import-file">
              <OrganizationPicker
                name="organization_id"
                label={t('加入哪支队伍', 'Which team')}
                value={team}
                onChange={setChosen}
              />
              <DocumentFields draft={document} onChange={setDocument} />
              <TextInput
                name="phone"
                label={t('本人手机号', 'Phone of the person')}
                type="tel"
                inputMode="tel"
                hint={t('以后用它登录，就接上这份登记', 'Signing in with it later takes this registration over')}
                value={inputs.phone}
                onChange={(phone) => set({ phone })}
              />
              {near !== undefined && near.compounds.length > 0 && (
                <Select
                  name="compound_id"
                  label={t('住在哪个小区', 'Compound')}
                  optional
                  empty={t('不填', 'Not given')}
                  value={inputs.compound_id}
                  onChange={(compound_id) => set({ compound_id })}
                  options={near.compounds.map((one) => ({ value: one.id, label: one.name }))}
                />
              )}
              <Checkbox
                name="is_league_member"
                checked={inputs.is_league_member}
                onChange={(is_league_member) => set({ is_league_member })}
                label={t('共青团员', 'League member')}
              />
              <Checkbox
                name="is_pupil"
                checked={inputs.is_pupil}
                onChange={(is_pupil) => set({ is_pupil })}
                label={t('中小学生', 'School pupil')}
              />
              {inputs.is_pupil && (
                <TextInput
                  name="school"
                  label={t('学校', 'School')}
                  value={inputs.school}
                  onChange={(school) => set({ school })}
                />
              )}
              {age !== null && age < storageConsentUnderAge && (
                <p className="wrong" role="alert">
                  {t(
                    '未满 14 周岁：家长同意前不能存孩子的任何资料。请家长用自己的手机打开青志，在“注册志愿者”里替孩子注册。',
                    'Under 14: nothing of the child may be stored before the guardian agrees. The guardian opens Qingzhi on an own phone and registers the child there.',
                  )}
                </p>
              )}
              {age !== null &&
                near !== undefined &&
                age >= near.ages.self_supporting_age &&
                age < adultAge &&
                !inputs.is_pupil && (
                  <Checkbox
                    name="is_self_supporting"
                    checked={inputs.is_self_supporting}
                    onChange={(is_self_supporting) => set({ is_self_supporting })}
                    label={t(
                      `满 ${near.ages.self_supporting_age} 周岁，靠自己工作生活`,
                      `${near.ages.self_supporting_age} or older, living on own work`,
                    )}
                  />
                )}
              {(inputs.is_pupil || (age !== null && age < adultAge)) && (
                <TextInput
                  name="guardian_phone"
                  label={t('家长的手机号', 'Guardian’s phone')}
                  type="tel"
                  inputMode="tel"
                  value={inputs.guardian_phone}
                  onChange={(guardian_phone) => set({ guardian_phone })}
                />
              )}
              {inputs.is_pupil && (
                <TextInput
                  name="teacher_phone"
                  label={t('老师的手机号', 'Teacher’s phone')}
                  type="tel"
                  inputMode="tel"
                  value={inputs.teacher_phone}
                  onChange={(teacher_phone) => set({ teacher_phone })}
                />
              )}
              <div>
                <Button
                  kind="do"
                  type="submit"
                  running={sent.running}
                  disabledReason={team ? undefined : t('先选队伍', 'choose the team first')}
                >
                  {t('登记', 'Register')}
                </Button>
              </div>
            </div>
          </Form>
        )}
      </div>
    </Page>
  );
}

/** From the number or the birth date alone, to show the right fields; the server decides by the rule book. */
function ageOf({ document_number: number, birth_date: birth }: DocumentDraft): number | null {
  const digits = /^\d{6}(\d{4})(\d{2})(\d{2})/.exec(number.replace(/\s/g, ''));
  const born = digits ? `${digits[1]}-${digits[2]}-${digits[3]}` : birth;
  return born === '' ? null : ageOn(born, businessDate(new Date()));
}
