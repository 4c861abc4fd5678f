import { useState } from 'react';
import { leftKinds, type Answers, type LeftQuestion } from '../../../../domain/organizations/left-behind.ts';
import { addMonths, businessDate } from '../../../../domain/time.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { RadioGroup, type RadioOption } from '../../../ui/Choice.tsx';
import { DateInput, Textarea } from '../../../ui/Field.tsx';
import { Reading } from '../../../ui/States.tsx';
import { toast } from '../../../ui/toast.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { refreshed, type ChangeProps } from './organization-change.ts';
import { OrganizationField } from '../profile/FieldsOf.tsx';

type Left = Answer<'get', '/api/organizations/{organization_id}/dissolution'>;

/** What still stands here, with counts, and one question for each kind: nothing goes on without somebody in charge. */
export function DissolveDialog({ page, onClose }: ChangeProps) {
  const { organization } = page;
  const [successor, setSuccessor] = useState('');
  const [on, setOn] = useState(businessDate(new Date()));
  const [answers, setAnswers] = useState<Answers>({});
  const today = businessDate(new Date());
  const ahead = on > today;
  const read = useRead(
    '/api/organizations/{organization_id}/dissolution',
    {
      path: { organization_id: organization.id },
      query: { ...(successor === '' ? {} : { successor_id: successor }), ...(ahead ? { on } : {}) },
    },
    { keepPrevious: true },
  );
  const dissolve = useWrite('post', '/api/organizations/{organization_id}/dissolution', [
    ...refreshed,
    '/api/organizations/{organization_id}/dissolution',
  ]);
  const plan = useWrite('post', '/api/organizations/{organization_id}/planned-ends', refreshed);
  const set = (changes: Answers) => setAnswers((now) => ({ ...now, ...changes }));
  async function save(reason: string): Promise<void> {
    const asked = Object.fromEntries(
      (read.data?.questions ?? []).map((question) => [question, answers[question]]),
    ) as Answers;
    const message =
      asked.work === 'cancel' && answers.message !== undefined && answers.message.trim() !== ''
        ? { message: answers.message }
        : {};
    const body = { successor_id: successor === '' ? null : successor, dissolved_on: on, reason, ...asked, ...message };
    const sent = { path: { organization_id: organization.id }, body };
    if (!(ahead ? await plan.send(sent) : await dissolve.send(sent))) return;
    toast(
      ahead
        ? t(
            '已定好，成员和工作人员会收到消息；那天以前可以取消',
            'Planned; members and staff are told. It can be revoked until then',
          )
        : t('已撤销，留下的事都有了着落', 'Dissolved; everything it held has somebody in charge'),
    );
    onClose();
  }
  return (
    <Ask
      open
      title={t(`撤销“${organization.name_zh}”`, `Dissolve “${organization.name_zh}”`)}
      onClose={onClose}
      onConfirm={(reason) => void save(reason)}
      running={dissolve.running || plan.running}
      problem={ahead ? plan.problem : dissolve.problem}
      verb={verbOf({ ahead, on, merges: successor !== '' })}
      reason={{ label: t('依据', 'Ground') }}
    >
      <OrganizationField
        name="successor_id"
        label={t('承接组织', 'Successor')}
        value={successor}
        onChange={setSuccessor}
        optional
      />
      <Reading of={read} what={t('留下的事', 'what stands here')}>
        {(left) => <Standing left={left} answers={answers} ahead={ahead} onAnswer={set} />}
      </Reading>
      <DateInput
        name="dissolved_on"
        max={addMonths(today, 12)}
        {...(read.data?.last_recorded_on
          ? {
              min: read.data.last_recorded_on,
              hint: t(
                `最早 ${longDay(read.data.last_recorded_on)}：到那天还有记录`,
                `${longDay(read.data.last_recorded_on)} at the earliest: there are entries up to that day`,
              ),
            }
          : {})}
        label={t('从哪天起不再存在', 'No longer exists from')}
        value={on}
        onChange={setOn}
      />
      <p className="hint" role="status">
        {ahead
          ? t(
              `今天不撤销：定于 ${longDay(on)} 0:00 自动办理，那天以前可以取消，各处会提前说明。`,
              `Nothing ends today: it is carried out on ${longDay(on)} at 00:00, can be revoked until then, and is announced.`,
            )
          : t('今天就撤销，不能取消。', 'It ends today, and cannot be taken back.')}
      </p>
    </Ask>
  );
}

/** Which of both it is stands on the button. */
function verbOf({ ahead, on, merges }: { ahead: boolean; on: string; merges: boolean }): string {
  if (!ahead) return merges ? t('合并组织', 'Merge it') : t('撤销组织', 'Dissolve it');
  return merges
    ? t(`定于 ${longDay(on)}合并`, `Plan the merger for ${longDay(on)}`)
    : t(`定于 ${longDay(on)}撤销`, `Plan its end for ${longDay(on)}`);
}

type StandingProps = { left: Left; answers: Answers; ahead: boolean; onAnswer: (changes: Answers) => void };

function Standing({ left, answers, ahead, onAnswer }: StandingProps) {
  const heir = left.heir?.name_zh ?? '';
  const signedUp = left.rows.find((row) => row.kind === 'signed_up')?.count ?? 0;
  return (
    <>
      <p className="soft">
        {left.heir?.is_superior
          ? t(
              `没有选承接组织：留下的事由上级“${heir}”接着负责`,
              `No successor chosen: the superior “${heir}” takes over`,
            )
          : t(`留下的事由“${heir}”接着负责，证明也由它答复`, `“${heir}” takes over and answers for certificates`)}
      </p>
      {left.rows.length === 0 ? (
        <p>{t('这里没有活动、成员和别的未办事项。', 'No activities, members or open matters stand here.')}</p>
      ) : (
        <table className="led">
          <caption className="unseen">{t('这里还有', 'Still here')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('这里还有', 'Still here')}</th>
              <th scope="col" className="r">
                {t('数量', 'Count')}
              </th>
              <th scope="col">{t('接下来', 'What follows')}</th>
            </tr>
          </thead>
          <tbody>
            {left.rows.map((row) => (
              <tr key={row.kind}>
                <td>
                  {t(leftKinds[row.kind].zh, leftKinds[row.kind].en)}
                  {row.names.length > 0 && (
                    <span className="soft left-names">
                      {row.names.join(t('、', ', '))}
                      {row.count > row.names.length && t(' 等', ' and others')}
                    </span>
                  )}
                </td>
                <td className="r fig">{row.count}</td>
                <td>
                  {row.asks === null ? (
                    <span className="soft">{byItself(row.kind, heir)}</span>
                  ) : (
                    t('请在下面选', 'answer below')
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {left.questions.map((question) => (
        <RadioGroup
          key={question}
          name={question}
          label={questionWords(question)}
          value={answers[question] ?? ''}
          options={optionsOf(question, heir)}
          onChange={(value) => onAnswer({ [question]: value })}
        />
      ))}
      {left.shifts_after.count > 0 && <ShiftsAfter shifts={left.shifts_after} />}
      {answers.work === 'cancel' && (signedUp > 0 || ahead) && left.questions.includes('work') && (
        <Textarea
          name="message"
          label={
            ahead
              ? t('到时告诉报名的人', 'What those signed up are told then')
              : t(`告诉已报名的 ${signedUp} 人`, `Tell the ${signedUp} people signed up`)
          }
          hint={t('为什么取消，接下来怎么办', 'Why it is cancelled, and what to do next')}
          value={answers.message ?? ''}
          onChange={(message) => onAnswer({ message })}
        />
      )}
    </>
  );
}

function ShiftsAfter({ shifts }: { shifts: Left['shifts_after'] }) {
  return (
    <p>
      {t(`那天起已经排好的场次有 ${shifts.count} 场：`, `${shifts.count} shifts are set from that day on: `)}
      <span className="soft">
        {shifts.names.join(t('、', ', '))}
        {shifts.count > shifts.names.length && t(' 等', ' and others')}
      </span>
    </p>
  );
}

function questionWords(question: LeftQuestion): string {
  return {
    below: t('下级组织', 'The organisations below'),
    work: t('活动和项目', 'Activities and projects'),
    members: t('成员和所属志愿者', 'Members and volunteers at home here'),
  }[question];
}

function optionsOf(question: LeftQuestion, heir: string): readonly RadioOption[] {
  const handOver = { value: 'hand_over', label: t(`交给“${heir}”`, `Hand over to “${heir}”`) };
  switch (question) {
    case 'below':
      return [
        {
          ...handOver,
          label: t(`移到“${heir}”下面`, `Move under “${heir}”`),
          hint: t('连同它们的队伍、成员和活动', 'with their teams, members and activities'),
        },
      ];
    case 'work':
      return [
        {
          ...handOver,
          hint: t('活动照常，报名不变，现场负责人不变', 'activities go on, sign-ups and leaders on site stay'),
        },
        {
          value: 'cancel',
          label: t('取消，并告诉报名的人', 'Cancel and tell those signed up'),
          hint: t(
            '没结束的活动取消，项目结束；做过的时数不受影响',
            'activities not over are cancelled, projects end; hours served stay',
          ),
        },
      ];
    case 'members':
      return [
        {
          ...handOver,
          label: t(`转到“${heir}”`, `Move to “${heir}”`),
          hint: t('队籍和所属一起转，本人会收到消息', 'membership and home move; each person is told'),
        },
        {
          value: 'end',
          label: t('队籍到此结束，所属归上级', 'Memberships end; the superior becomes their home'),
          hint: t('本人会收到消息，可以再加入别的队', 'each person is told and may join another team'),
        },
      ];
  }
}

function byItself(kind: string, heir: string): string {
  if (kind === 'grants') return t('全部收回，本人会收到消息', 'all end; each person is told');
  if (kind === 'signed_up') return t('随活动', 'with the activities');
  if (kind === 'tasks') return t('以“未办结”关闭', 'closed as not finished');
  return kind === 'guided'
    ? t(`改由“${heir}”指导`, `guided by “${heir}”`)
    : t(`由“${heir}”接着办`, `“${heir}” goes on`);
}
