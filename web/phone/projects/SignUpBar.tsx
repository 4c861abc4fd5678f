import { useState } from 'react';
import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { useWrite } from '../../api/query.ts';
import { useMe } from '../../api/session.ts';
import { Ask } from '../../ui/Ask.tsx';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { problemWords } from '../../ui/Form.tsx';
import { toast } from '../../ui/toast.tsx';
import { clock, fromNow, shortDay, t } from '../../ui/words.ts';
import { signInHref } from '../sign-in/sign-in-href.ts';
import { useCheckInOpen, useServing } from './use-serving.ts';
import { comingAlong, type Shift, type Shown } from './who-comes.ts';

type BarProps = { activity: Shown; shift: Shift; childId: string | undefined; riskRead: boolean };

/** What this person can do now: sign up, see their place, withdraw; or what stands in the way, with the way on. */
export function SignUpBar({ activity, shift, childId, riskRead }: BarProps) {
  const me = useMe();
  const signUp = useWrite('post', '/api/activities/{activity_id}/shifts/{shift_id}/sign-ups', [
    '/api/activities/{activity_id}',
    '/api/me/sign-ups',
    '/api/me/home',
    '/api/open-activities',
  ]);
  const family = useWrite('post', '/api/activities/{activity_id}/shifts/{shift_id}/family-sign-ups', [
    '/api/activities/{activity_id}',
    '/api/me/sign-ups',
    '/api/me/home',
    '/api/open-activities',
  ]);
  const coming = comingAlong(childId, activity.children);
  const people = 1 + (coming?.length ?? 0);
  const full = shift.capacity - shift.seats_taken < people || shift.waiting > 0;
  const problem = signUp.problem ?? family.problem;
  if (me.data === undefined) return null;
  if (!me.data.signed_in)
    return (
      <LinkButton kind="do" large href={signInHref()}>
        {t('登录后报名', 'Sign in to sign up')}
      </LinkButton>
    );
  if (me.data.person?.volunteer_number === null && childId === undefined && shift.mine === null)
    return (
      <LinkButton kind="do" large href={volunteersPhone.register()}>
        {t('先登记成为志愿者', 'Register as a volunteer first')}
      </LinkButton>
    );
  if (shift.mine !== null) return <Held shift={shift} title={activity.title} />;
  const unmet = shift.requirements?.find((each) => !each.is_met);
  const over = shift.starts_at <= new Date().toISOString();
  const disabledReason =
    coming?.length === 0
      ? t('先勾选一起去的孩子', 'Tick who comes along first')
      : over
        ? t('已经开始，报名截止', 'It has begun: sign-up is closed')
        : unmet
          ? (unmet.remedy ?? undefined)
          : !shift.can.sign_up
            ? t('名额和候补都满了', 'Places and waitlist are full')
            : !riskRead
              ? t('先看可能的风险并打勾', 'Read the risks and tick first')
              : undefined;
  async function send(): Promise<void> {
    const path = { activity_id: activity.id, shift_id: shift.id };
    const answer =
      coming !== undefined
        ? await family.send({ path, body: { risk_acknowledged: riskRead, child_ids: coming } })
        : await signUp.send({
            path,
            body: { risk_acknowledged: riskRead, ...(childId === undefined ? {} : { child_id: childId }) },
          });
    if (answer?.place === 'seat') toast(t('报上了，到时见', 'You are in: see you there'));
    if (answer?.place === 'waitlist')
      toast(
        t(
          `满了，您排候补第 ${answer.waitlist_place}，有空位会告诉您`,
          `Full: you wait as number ${answer.waitlist_place} and will be told of a free place`,
        ),
      );
  }
  return (
    <>
      <p className="act-note" role={problem ? 'alert' : undefined}>
        {problem ? (
          problemWords(problem)
        ) : disabledReason !== undefined && (unmet || over || coming?.length === 0) ? (
          disabledReason
        ) : Date.parse(shift.withdraw_by) <= Date.now() ? (
          t('现在报名，再退出算临时退出', 'From now on a withdrawal counts as late')
        ) : (
          <>
            <b>{t('报名后可退', 'You can withdraw')}</b>
            {until(shift.withdraw_by)}
          </>
        )}
      </p>
      <Button
        kind="do"
        large
        running={signUp.running || family.running}
        disabledReason={disabledReason}
        onClick={() => void send()}
      >
        {full
          ? t(`排候补第 ${shift.waiting + 1}`, `Wait as number ${shift.waiting + 1}`)
          : t(`报名，占 ${people} 个名额`, `Sign up, take ${people} ${people === 1 ? 'place' : 'places'}`)}
      </Button>
    </>
  );
}

function until(at: string): string {
  return t(`${shortDay(at)} ${clock(at)} 前`, `until ${shortDay(at)} ${clock(at)}`);
}

function Held({ shift, title }: { shift: Shift; title: string }) {
  const [open, setOpen] = useState(false);
  const waiting = shift.mine?.place === 'waitlist';
  const started = Date.parse(shift.starts_at) <= Date.now();
  const arriving = useCheckInOpen(shift.id) && !waiting;
  if (useServing()?.shift_id === shift.id)
    return (
      <LinkButton kind="do" large icon="scan" href={recordsPhone.scan()}>
        {t('服务进行中，去签退', 'You are serving: check out')}
      </LinkButton>
    );
  return (
    <>
      <p className="act-note">
        <b>
          {waiting
            ? t(`候补第 ${shift.mine?.waitlist_place ?? ''}`, `Waiting, number ${shift.mine?.waitlist_place ?? ''}`)
            : t('已报上，有名额', 'You have a seat')}
        </b>
        {waiting
          ? t('有空位自动补上，会告诉您', 'You move up by yourself and are told')
          : fromNow(shift.starts_at, new Date())}
      </p>
      {(started || arriving) && (
        <Link className="btn btn-do btn-lg" href={recordsPhone.scan()}>
          {t('去签到', 'Check in')}
        </Link>
      )}
      {!started && (
        <Button kind={arriving ? 'text' : 'plain'} large onClick={() => setOpen(true)}>
          {t('退出', 'Withdraw')}
        </Button>
      )}
      <WithdrawAsk
        open={open}
        onClose={() => setOpen(false)}
        sign_up_id={shift.mine?.sign_up_id ?? ''}
        title={title}
        withdraw_by={shift.withdraw_by}
        waiting={waiting}
      />
    </>
  );
}

type WithdrawProps = {
  open: boolean;
  onClose: () => void;
  sign_up_id: string;
  title: string;
  withdraw_by: string;
  waiting: boolean;
};

/** 条例 art. 22: in time or late are told apart before the button is pressed. */
export function WithdrawAsk({ open, onClose, sign_up_id, title, withdraw_by, waiting }: WithdrawProps) {
  const withdraw = useWrite('put', '/api/me/sign-ups/{sign_up_id}/withdrawal', [
    '/api/activities/{activity_id}',
    '/api/me/sign-ups',
    '/api/me/home',
    '/api/open-activities',
  ]);
  const late = Date.parse(withdraw_by) < Date.now() && !waiting;
  async function send(reason: string): Promise<void> {
    const answer = await withdraw.send({ path: { sign_up_id }, body: { reason } });
    if (answer === undefined) return;
    onClose();
    const others =
      answer.together > 0
        ? t(`，一起报名的 ${answer.together} 个孩子也退了`, `, with ${answer.together} who came along`)
        : '';
    toast(
      (answer.promoted > 0
        ? t('已退出，名额给了候补的人', 'Withdrawn: your place went to the next in line')
        : t('已退出', 'Withdrawn')) + others,
    );
  }
  return (
    <Ask
      open={open}
      title={t(`退出“${title}”？`, `Withdraw from “${title}”?`)}
      onClose={onClose}
      onConfirm={(reason) => void send(reason)}
      verb={t('退出报名', 'Withdraw')}
      leave={t('还是要去', 'Keep my place')}
      running={withdraw.running}
      problem={withdraw.problem}
      effects={[
        {
          what: waiting ? t('候补', 'Waitlist place') : t('名额', 'Place'),
          value: waiting
            ? t('让出，后面的人往前', 'given up, others move on')
            : t('马上给候补的人', 'goes to the next in line'),
        },
        {
          what: t('记为', 'Recorded as'),
          value: late ? t('临时退出', 'late withdrawal') : t('按时退出，没有影响', 'in time, no consequence'),
        },
      ]}
    />
  );
}
