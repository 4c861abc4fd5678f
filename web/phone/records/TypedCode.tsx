import { useState } from 'react';
import { ownPhone } from '../../../domain/paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Select, TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { clock, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import type { ShiftHere } from './shifts-here.ts';
import { nextDirection } from './scan-words.ts';

export type Asking = { readonly body: Body; readonly shift: ShiftHere | undefined; readonly last_at: string };
type Common = { readonly direction: 'in' | 'out'; readonly scanned_at: string; readonly offline: boolean };
export type Body = Common &
  (
    | { kind: 'rotating_code'; code: string }
    | { kind: 'short_code'; shift_id: string; code: string }
    | { kind: 'self_located'; shift_id: string; latitude: number; longitude: number; accuracy_metres: number }
  );

/** Six digits always work; where the rule book allows it, one's place does too. */
export function Typed({
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
            disabledReason={plain.length === 6 ? undefined : t('短码是 6 位数字', 'the code has 6 digits')}
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
export function Sure({
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
    <Screen title={isLeaving ? t('要签退吗', 'Check out?') : t('要再签到吗', 'Check in again?')} back={ownPhone.home()}>
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
