import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ownPhone } from '../../../domain/paths.ts';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { parseCode } from '../../../domain/rotating-code.ts';
import { call, requestKey } from '../../api/client.ts';
import { sendOrQueue } from '../../api/outbox.ts';
import { useRead } from '../../api/query.ts';
import { useOutbox, useMe, useSignInAgain } from '../../api/session.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { CodeCamera } from '../../ui/camera/CodeCamera.tsx';
import { problemWords } from '../../ui/Form.tsx';
import { Empty } from '../../ui/States.tsx';
import { OutboxList } from '../../ui/OutboxList.tsx';
import { t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { secondOf, withQueued, type ShiftHere } from './shifts-here.ts';
import { type Done, type Stamped, directionWords, nextDirection } from './scan-words.ts';
import { type Asking, type Body, Sure, Typed } from './TypedCode.tsx';
import { Result } from './ScanResult.tsx';
import { ShiftNow } from './ShiftNow.tsx';
import './hours.css';

/** Check in and out: scan, or type the six digits. Without a signal the scan is kept and sent later, once. */
export default function Scan() {
  const shifts = useRead('/api/my/check-ins');
  const client = useQueryClient();
  const me = useMe().data?.person?.id;
  const goOn = useSignInAgain();
  const [done, setDone] = useState<Done | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const [running, setRunning] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const kept = useOutbox();
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['/api/my/check-ins'] });
  }, [client, kept.length]); // what was sent meanwhile, the server knows
  const rows = (shifts.data?.rows ?? []).map((row) => withQueued(row, kept, new Date()));

  /** The same code again is the same scan; another one within a few minutes may be a slip, so the person is asked. */
  function scanned(body: Body, shift: ShiftHere | undefined): void {
    const second = body.kind === 'self_located' ? { kind: 'go' as const } : secondOf(shift, body.code, new Date());
    if (second.kind === 'ask') return setAsking({ body, shift, last_at: second.last_at.toISOString() });
    if (second.kind === 'same')
      return setDone({
        direction: second.kept.direction,
        title: shift?.activity_title ?? '',
        at: second.kept.scanned_at.toISOString(),
        kept: 'no_signal',
        late: false,
      });
    void send(body, shift);
  }

  async function send(body: Body, shift: ShiftHere | undefined): Promise<void> {
    setAsking(null);
    setRunning(true);
    setProblem(null);
    const title = shift?.activity_title ?? t('这一场', 'this shift');
    try {
      if (body.kind === 'self_located')
        return arrived((await call('post', '/api/check-ins', { body }, requestKey())) as Stamped); // a place is no proof of an earlier moment
      const sent = await sendOrQueue<Stamped>({
        path: '/api/check-ins',
        body,
        words: `${title}，${directionWords(body.direction)}`,
        made_by: me,
      });
      if ('answer' in sent) await arrived(sent.answer);
      else {
        setDone({ direction: body.direction, title, at: body.scanned_at, kept: sent.because, late: false });
        if (sent.because === 'signed_out') void goOn();
      }
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setRunning(false);
    }
  }

  async function arrived(answer: Stamped): Promise<void> {
    setDone({
      direction: answer.direction,
      title: answer.activity_title,
      at: answer.stamped_at,
      kept: null,
      late: answer.is_late,
    });
    await client.invalidateQueries({ queryKey: ['/api/my/check-ins'] });
  }

  function onCode(text: string): void {
    const code = parseCode(text);
    const shift = rows.find((row) => row.shift_id === code?.subject.id);
    if (code?.subject.kind !== 'shift')
      return setProblem(
        new Error(
          t('这不是签到码，请扫现场屏幕上的码', 'This is no check-in code: scan the one on the organiser’s screen'),
        ),
      );
    scanned(
      {
        kind: 'rotating_code',
        code: text,
        direction: nextDirection(shift),
        scanned_at: new Date().toISOString(),
        offline: false,
      },
      shift,
    );
  }

  if (asking !== null)
    return <Sure asking={asking} onSure={() => void send(asking.body, asking.shift)} onSlip={() => setAsking(null)} />;
  if (done !== null) return <Result done={done} onAgain={() => setDone(null)} />;
  return (
    <Screen title={t('扫码签到', 'Scan to check in')} back={ownPhone.home()}>
      <div className="scan">
        {rows.length === 0 && shifts.data !== undefined ? (
          <Empty
            title={t('今天没有报名的场次', 'No shift today')}
            action={<LinkButton href={projectsPhone.activities()}>{t('去找一场服务', 'Find an activity')}</LinkButton>}
          >
            {t(
              '报名后，从开始前半小时起就能签到。',
              'Once signed up, you can check in from half an hour before the start.',
            )}
          </Empty>
        ) : (
          <ShiftNow shift={rows.find((row) => row.next_direction !== null) ?? rows[0]} />
        )}
        {problem !== null && (
          <p className="form-problem" role="alert">
            {problem.name === 'Error' ? problem.message : problemWords(problem)}
          </p>
        )}
        <CodeCamera
          onCode={onCode}
          paused={problem !== null || running}
          label={t('相机画面，对准现场屏幕上的码', 'Camera: point it at the code on the organiser’s screen')}
        />
        {problem !== null && (
          <Button kind="do" large icon="scan" onClick={() => setProblem(null)}>
            {t('再扫一次', 'Scan again')}
          </Button>
        )}
        <Typed rows={rows} running={running} onSend={scanned} />
        <OutboxList title={t('存在这台手机里', 'Kept on this phone')} remedy={recordsPhone.corrections()} />
      </div>
    </Screen>
  );
}
