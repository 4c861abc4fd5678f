import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { parseCode } from '../../../domain/rotating-code.ts';
import { call, requestKey, type Answer } from '../../api/client.ts';
import { sendOrKeep } from '../../api/outbox.ts';
import { useRead } from '../../api/query.ts';
import { useKept, useMe, useSignInAgain } from '../../api/session.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { CodeCamera } from '../../ui/camera/CodeCamera.tsx';
import { Select, TextInput } from '../../ui/Field.tsx';
import { Form, problemWords } from '../../ui/Form.tsx';
import { Empty } from '../../ui/States.tsx';
import { Kept } from '../../ui/Kept.tsx';
import { clock, period, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { secondOf, withKept, type ShiftHere } from './kept-shifts.ts';
import './hours.css';

type Stamped = Answer<'post', '/api/check-ins'>;
type Done = {
  readonly direction: 'in' | 'out';
  readonly title: string;
  readonly at: string;
  readonly kept: 'no_signal' | 'signed_out' | null;
  readonly late: boolean;
};

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
  const kept = useKept();
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['/api/my/check-ins'] });
  }, [client, kept.length]); // what was sent meanwhile, the server knows
  const rows = (shifts.data?.rows ?? []).map((row) => withKept(row, kept, new Date()));

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
      const sent = await sendOrKeep<Stamped>({
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
    <Screen title={t('扫码签到', 'Scan to check in')} back="/">
      <div className="scan">
        {rows.length === 0 && shifts.data !== undefined ? (
          <Empty
            title={t('今天没有报名的场次', 'No shift today')}
            action={<LinkButton href="/activities">{t('去找一场服务', 'Find an activity')}</LinkButton>}
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
        <Kept title={t('存在这台手机里', 'Kept on this phone')} remedy="/hours/correct" />
      </div>
    </Screen>
  );
}

type Asking = { readonly body: Body; readonly shift: ShiftHere | undefined; readonly last_at: string };
type Common = { readonly direction: 'in' | 'out'; readonly scanned_at: string; readonly offline: boolean };
type Body = Common &
  (
    | { kind: 'rotating_code'; code: string }
    | { kind: 'short_code'; shift_id: string; code: string }
    | { kind: 'self_located'; shift_id: string; latitude: number; longitude: number; accuracy_metres: number }
  );

function nextDirection(shift: ShiftHere | undefined): 'in' | 'out' {
  return shift?.state === 'checked_in' ? 'out' : 'in';
}

function directionWords(direction: 'in' | 'out'): string {
  return direction === 'in' ? t('签到', 'check in') : t('签退', 'check out');
}

function ShiftNow({ shift }: { shift: ShiftHere | undefined }) {
  if (shift === undefined) return null;
  return (
    <section className="scan-shift">
      <h2 className="title">{shift.activity_title}</h2>
      <p>
        {period(shift.starts_at, shift.ends_at)}
        {t('，', ', ')}
        {shift.place}
      </p>
      {shift.state === 'checked_in' && shift.first_in_at !== null && (
        <p>
          {t(
            `${clock(shift.first_in_at)} 已签到，扫一下就签退`,
            `In since ${clock(shift.first_in_at)}: scan to check out`,
          )}
        </p>
      )}
      {shift.state === 'checked_out' && shift.last_stamp_at !== null && (
        <p>{t(`${clock(shift.last_stamp_at)} 已签退`, `Checked out at ${clock(shift.last_stamp_at)}`)}</p>
      )}
      {shift.kept.length > 0 && (
        <p className="soft">
          {t(
            `其中 ${shift.kept.length} 次存在这台手机里，有信号自动补传`,
            `${shift.kept.length} of these kept on this phone, sent when the signal is back`,
          )}
        </p>
      )}
      {shift.is_insurance_missing && (
        <p className="red">
          {t(
            '这项服务有风险，还没有您的有效保险，请联系组织者',
            'This service is dangerous and your accident cover is missing: ask the organiser',
          )}
        </p>
      )}
    </section>
  );
}

/** Six digits always work; where the rule book allows it, one's place does too. */
function Typed({
  rows,
  running,
  onSend,
}: {
  rows: readonly ShiftHere[];
  running: boolean;
  onSend: (body: Body, shift: ShiftHere | undefined) => void;
}) {
  const [chosen, setChosen] = useState('');
  const [digits, setDigits] = useState('');
  const shift =
    rows.find((row) => row.shift_id === chosen) ?? rows.find((row) => row.next_direction !== null) ?? rows[0];
  if (shift === undefined) return null;
  const plain = digits.normalize('NFKC').replace(/\D/g, '');
  const direction = nextDirection(shift);
  const now = (): Common => ({ direction, scanned_at: new Date().toISOString(), offline: false });
  function locate(id: string): void {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        onSend(
          {
            kind: 'self_located',
            shift_id: id,
            latitude: coords.latitude,
            longitude: coords.longitude,
            accuracy_metres: coords.accuracy,
            ...now(),
          },
          shift,
        ),
      () => undefined,
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  }
  return (
    <section className="scan-typed">
      <Form
        label={t('输入短码', 'Type the code')}
        onSubmit={() => {
          if (plain.length === 6)
            onSend({ kind: 'short_code', shift_id: shift.shift_id, code: plain, ...now() }, shift);
        }}
      >
        {rows.length > 1 && (
          <Select
            name="shift_id"
            label={t('哪一场', 'Which shift')}
            value={shift.shift_id}
            onChange={setChosen}
            options={rows.map((row) => ({
              value: row.shift_id,
              label: `${row.activity_title} ${clock(row.starts_at)}`,
            }))}
          />
        )}
        <div className="with-do">
          <TextInput
            name="code"
            label={t('或输入现场的 6 位短码', 'Or type the 6 digits on site')}
            value={digits}
            onChange={setDigits}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
          />
          <Button
            type="submit"
            running={running}
            notNow={plain.length === 6 ? undefined : t('短码是 6 位数字', 'the code has 6 digits')}
          >
            {direction === 'in' ? t('签到', 'Check in') : t('签退', 'Check out')}
          </Button>
        </div>
      </Form>
      {shift.is_self_located && (
        <Button icon="pin" onClick={() => locate(shift.shift_id)}>
          {t('用位置签到，只记在不在场内', 'Use my place: only inside or outside is kept')}
        </Button>
      )}
    </section>
  );
}

/** A second scan within a few minutes: leaving already, or a slip of the hand? */
function Sure({
  asking: { body, shift, last_at },
  onSure,
  onSlip,
}: {
  asking: Asking;
  onSure: () => void;
  onSlip: () => void;
}) {
  const isLeaving = body.direction === 'out';
  return (
    <Screen title={isLeaving ? t('要签退吗', 'Check out?') : t('要再签到吗', 'Check in again?')} back="/">
      <div className="scan">
        <section className="scan-done kept">
          <h2 className="title">
            {isLeaving
              ? t('刚签到，现在就要签退吗？', 'You have just checked in. Check out already?')
              : t('刚签退，现在又要签到吗？', 'You have just checked out. Check in again?')}
          </h2>
          <p className="when">{clock(last_at)}</p>
          <p>{shift?.activity_title}</p>
          <p className="soft">
            {isLeaving
              ? t(
                  '多扫了一次不要紧，点“只是多扫了”，签到还在。',
                  'A slip does no harm: choose “Just a slip” and you stay checked in.',
                )
              : t(
                  '多扫了一次不要紧，点“只是多扫了”，签退还在。',
                  'A slip does no harm: choose “Just a slip” and you stay checked out.',
                )}
          </p>
        </section>
        <Button large onClick={onSlip}>
          {t('只是多扫了', 'Just a slip')}
        </Button>
        <Button large kind="do" onClick={onSure}>
          {isLeaving ? t('现在签退', 'Check out now') : t('再签到', 'Check in again')}
        </Button>
      </div>
    </Screen>
  );
}

function Result({ done, onAgain }: { done: Done; onAgain: () => void }) {
  const sign = done.direction === 'in' ? t('已签到', 'Checked in') : t('已签退', 'Checked out');
  return (
    <Screen
      title={sign}
      back="/"
      action={
        <LinkButton kind="do" href="/hours">
          {t('看我的时数', 'See my hours')}
        </LinkButton>
      }
    >
      <div className="scan" role="status">
        <section className={done.kept === null ? 'scan-done' : 'scan-done kept'}>
          <h2 className="title">{done.kept === null ? sign : t('已存好', 'Kept on this phone')}</h2>
          <p className="when">{clock(done.at)}</p>
          <p>{done.title}</p>
          <p className="soft">
            {done.kept === 'signed_out'
              ? t(
                  '登录已到时间，重新登录后自动补传，按这个时间算，只算一次。',
                  'Your session has run out: sent once you are signed in again, with this time, counted once.',
                )
              : done.kept === 'no_signal'
                ? t(
                    '现在没有信号，有信号自动补传，按这个时间算，只算一次。',
                    'No signal: sent when it is back, with this time, counted once.',
                  )
                : done.late
                  ? t('是离线时扫的，按扫码时间算。', 'Scanned without a signal: the moment of the scan counts.')
                  : done.direction === 'in'
                    ? t('走时再扫一次签退。', 'Scan again when you leave.')
                    : t('队长确认后入账。', 'Posted once the leader confirms.')}
          </p>
        </section>
        <Button large onClick={onAgain}>
          {done.direction === 'in' ? t('签退时再扫', 'Scan to check out') : t('再扫一个', 'Scan another')}
        </Button>
        <Kept title={t('存在这台手机里', 'Kept on this phone')} remedy="/hours/correct" />
      </div>
    </Screen>
  );
}
