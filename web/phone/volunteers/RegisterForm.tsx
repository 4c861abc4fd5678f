import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { useRead, useWrite } from '../../api/query.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choice.tsx';
import { Select, TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { OrganizationPicker, type Picked } from '../../ui/OrganizationPicker.tsx';
import { Reading } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { DocumentFields, documentBody, emptyDocument } from '../../ui/DocumentFields.tsx';
import { Agreement } from './Terms.tsx';

const nothing = {
  is_pupil: false,
  is_self_supporting: false,
  is_league_member: false,
  school: '',
  guardian_phone: '',
  teacher_phone: '',
  compound_id: '',
};

/** One page from the spirit to the number; whoever must agree is asked in the same step. */
export function RegisterForm({ campaign, onSend }: { campaign: string | null; onSend: () => void }) {
  const [team, setTeam] = useState<Picked | null>(null);
  const [draft, setDraft] = useState(emptyDocument);
  const [inputs, setInputs] = useState(nothing);
  const [agrees, setAgrees] = useState(false);
  const [asked, setAsked] = useState(false);
  const queries = useQueryClient();
  const page = useRead(
    '/api/registration',
    { query: { ...(team ? { organization_id: team.id } : {}), ...(campaign ? { campaign } : {}) } },
    { keepPrevious: true },
  );
  const sent = useWrite('post', '/api/registration', ['/api/me', '/api/me/volunteer']);
  const set = (change: Partial<typeof nothing>): void => setInputs({ ...inputs, ...change });

  if (sent.answer) return <Registered answer={sent.answer} />;
  const waitsForGuardian =
    inputs.is_pupil ||
    isMinor(draft.document_number) ||
    inputs.guardian_phone !== '' ||
    (sent.problem !== null && 'field' in sent.problem && sent.problem.field === 'guardian_phone');
  async function send(version: string): Promise<void> {
    setAsked(true);
    if (!agrees || !team) return;
    onSend();
    const answer = await sent.send({
      body: {
        ...documentBody(draft),
        organization_id: team.id,
        campaign,
        is_pupil: inputs.is_pupil,
        is_self_supporting: inputs.is_self_supporting,
        is_league_member: inputs.is_league_member,
        school: inputs.school || null,
        guardian_phone: inputs.guardian_phone || null,
        teacher_phone: inputs.teacher_phone || null,
        compound_id: inputs.compound_id || null,
        acknowledges_spirit: true,
        terms_version: version,
      },
    });
    if (answer?.outcome === 'claimed') await queries.invalidateQueries();
  }
  return (
    <Reading of={page} what={t('注册须知', 'what to know')}>
      {({ spirit, terms, compounds, ages, campaign: followed }) => (
        <Form
          problem={sent.problem}
          onSubmit={() => void send(terms.version)}
          label={t('注册志愿者', 'Register as a volunteer')}
        >
          {followed && (
            <p className="lead">
              {t(
                `您从${followed.organization.name}的“${followed.name}”来。`,
                `You come by “${followed.name}” of ${followed.organization.name}.`,
              )}
            </p>
          )}
          <OrganizationPicker
            name="organization_id"
            label={t('加入哪支队伍', 'Which team')}
            value={team}
            onChange={setTeam}
            hint={t('输入队伍、街道或学校的名称', 'Type the name of a team, street or school')}
          />
          {asked && !team && (
            <p className="wrong" role="alert">
              {t('选一支队伍，以后可以换', 'Choose a team: you can change it later')}
            </p>
          )}
          <DocumentFields draft={draft} onChange={setDraft} />
          {compounds.length > 0 && (
            <Select
              name="compound_id"
              label={t('住在哪个小区', 'Where you live')}
              optional
              empty={t('不填', 'Not given')}
              value={inputs.compound_id}
              onChange={(compound_id) => set({ compound_id })}
              options={compounds.map((compound) => ({ value: compound.id, label: compound.name }))}
            />
          )}
          <Checkbox
            name="is_league_member"
            checked={inputs.is_league_member}
            onChange={(is_league_member) => set({ is_league_member })}
            label={t('我是共青团员', 'I am a league member')}
          />
          <Checkbox
            name="is_pupil"
            checked={inputs.is_pupil}
            onChange={(is_pupil) => set({ is_pupil })}
            label={t('我是中小学生', 'I am a school pupil')}
            hint={t('家长和老师都同意后才能参加活动', 'Parent and teacher both agree before you take part')}
          />
          {inputs.is_pupil && (
            <TextInput
              name="school"
              label={t('学校', 'School')}
              value={inputs.school}
              onChange={(school) => set({ school })}
            />
          )}
          {isMinor(draft.document_number) && !inputs.is_pupil && (
            <Checkbox
              name="is_self_supporting"
              checked={inputs.is_self_supporting}
              onChange={(is_self_supporting) => set({ is_self_supporting })}
              label={t(
                `我满 ${ages.self_supporting_age} 周岁，靠自己工作生活`,
                `I am ${ages.self_supporting_age} or older and live on my own work`,
              )}
            />
          )}
          {waitsForGuardian && (
            <TextInput
              name="guardian_phone"
              label={t('家长的手机号', 'Guardian’s phone')}
              type="tel"
              inputMode="tel"
              value={inputs.guardian_phone}
              onChange={(guardian_phone) => set({ guardian_phone })}
              hint={t('家长用自己的手机登录后同意', 'The guardian signs in with an own phone and agrees')}
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
          <Agreement
            terms={terms}
            spirit={spirit}
            agrees={agrees}
            onAgree={setAgrees}
            error={asked && !agrees ? t('看过并同意，才能注册', 'Read and agree to register') : undefined}
          />
          <Button kind="do" large type="submit" running={sent.running}>
            {t('注册', 'Register')}
          </Button>
        </Form>
      )}
    </Reading>
  );
}

/** A guess from the number alone, to show the right fields; the server decides by the rule book. */
function isMinor(number: string): boolean {
  const year = Number(/^\d{6}(\d{4})/.exec(number.replace(/\s/g, ''))?.[1] ?? 0);
  return year > 0 && new Date().getFullYear() - year <= 18;
}

function Registered({
  answer,
}: {
  answer: { outcome: string; number: string | null; waits_for: readonly string[]; shown_messages: readonly string[] };
}) {
  if (answer.outcome === 'merge_requested') {
    return (
      <section className="done-card" role="status">
        <h2 className="title">{t('您的证件号登记过', 'Your document is registered already')}</h2>
        <p>
          {t(
            '可能是以前注册过，或单位替您登记过。合并请求已发给登记的一方和所在组织，结果会告诉您。',
            'You may have registered before, or a unit entered you. A request to join the two was sent to that side and its organisation; you will be told.',
          )}
        </p>
        <LinkButton href={volunteersPhone.merges()}>{t('看合并请求', 'See the request')}</LinkButton>
      </section>
    );
  }
  return (
    <section className="done-card" role="status">
      <h2 className="title">
        {answer.outcome === 'claimed'
          ? t('找到您了：单位已替您登记', 'Found you: your unit had entered you')
          : t('欢迎，您是志愿者了', 'Welcome: you are a volunteer')}
      </h2>
      {answer.number && <p className="no">{answer.number.replace(/(\d{4})(?=\d)/g, '$1 ')}</p>}
      {answer.waits_for.length > 0 && (
        <p>
          {t(
            `还差${answer.waits_for.map((role) => (role === 'parent' ? '家长' : '老师')).join('和')}用自己的手机同意，同意后就能报名。`,
            `Still to come: the consent of ${answer.waits_for.map((role) => (role === 'parent' ? 'a guardian' : 'a teacher')).join(' and ')}, each from an own phone. Then you can sign up.`,
          )}
        </p>
      )}
      {answer.shown_messages.map((message) => (
        <p key={message} className="lead">
          {t('这台服务器不发短信，会发的内容是：', 'This server sends no text messages; it would say: ')}
          {message}
        </p>
      ))}
      <p>
        <LinkButton kind="do" large href={volunteersPhone.card()}>
          {t('看我的卡', 'Open my card')}
        </LinkButton>
      </p>
    </section>
  );
}
