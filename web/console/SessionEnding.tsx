import { useEffect, useState } from 'react';
import { sessionWarning, type SessionWarning } from '../../domain/accounts/session.ts';
import { NoAnswer } from '../api/problem.ts';
import { useMe, useSignInAgain, useWaiting } from '../api/session.ts';
import { Button } from '../ui/Button.tsx';
import { useOnline } from '../ui/online.ts';
import { clock, plural, t } from '../ui/words.ts';

/** Says an hour before that the session ends; without a signal it says what stays and what waits until signing in again. */
export function SessionEnding() {
  const me = useMe();
  const waiting = useWaiting();
  const isOnline = useOnline();
  const signIn = useSignInAgain();
  const [now, setNow] = useState(() => new Date());
  const [running, setRunning] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const session = me.data?.session;
  if (!session?.is_staff) return null;
  const warning = sessionWarning(
    { ends_at: new Date(session.ends_at), ends_at_latest: new Date(session.ends_at_latest) },
    now,
  );
  const isLost = me.error instanceof NoAnswer || !isOnline;
  if (warning.kind === 'none' || (warning.kind === 'over' && !isLost)) return null; // with a signal the page itself asks to sign in
  async function run(act: () => Promise<unknown>): Promise<void> {
    setRunning(true);
    await act();
    setNow(new Date());
    setRunning(false);
  }
  const disabledReason = isLost ? t('没有信号，等有信号再点', 'no signal: tap it once there is one') : undefined;
  return (
    <div className="session-ending" role="status">
      <p>
        {words(warning, clock(session.ends_at))}
        {isLost &&
          ` ${t('现在没有信号：今天的签到板照样能打开，收到的卡存在这台设备里，重新登录后自动补传。', 'No signal now: today’s board still opens, and cards taken stay on this device until you sign in again.')}`}
        {waiting > 0 && ` ${t(`这台设备里存着 ${waiting} 条。`, `${waiting} kept on this device.`)}`}
      </p>
      {warning.kind === 'continue' && (
        <Button running={running} disabledReason={disabledReason} onClick={() => void run(() => me.refetch())}>
          {t('继续', 'Go on')}
        </Button>
      )}
      {warning.kind === 'sign_in_again' && (
        <Button running={running} disabledReason={disabledReason} onClick={() => void run(signIn)}>
          {t('重新登录', 'Sign in again')}
        </Button>
      )}
    </div>
  );
}

function words(warning: Exclude<SessionWarning, { kind: 'none' }>, at: string): string {
  if (warning.kind === 'over')
    return t(
      `登录 ${at} 已到期，有信号后请重新登录。`,
      `The sign-in ended at ${at}: sign in again once there is a signal.`,
    );
  const minutes = `${warning.minutes} ${plural(warning.minutes, 'minute', 'minutes')}`;
  return warning.kind === 'continue'
    ? t(
        `登录 ${at} 到期，还有 ${warning.minutes} 分钟，点一下就延长。`,
        `The sign-in ends at ${at}, in ${minutes}: one tap extends it.`,
      )
    : t(
        `登录 ${at} 到期，还有 ${warning.minutes} 分钟，不能再延长，请先存好手上的事，再重新登录。`,
        `The sign-in ends at ${at}, in ${minutes}, and cannot be extended: save your work, then sign in again.`,
      );
}
