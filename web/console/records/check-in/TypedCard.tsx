import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { call, requestKey, type Answer } from '../../../api/client.ts';
import { sendOrQueue } from '../../../api/outbox.ts';
import { useMe } from '../../../api/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { clock, t } from '../../../ui/words.ts';
import type { PersonHere } from './arrivals.ts';
import { directionWords, saidDone, saidQueued, type Direction } from './direction-words.ts';

type Stamped = Answer<'post', '/api/shifts/{shift_id}/desk-check-ins'>;
const deskPath = '/api/shifts/{shift_id}/desk-check-ins';

/** A desk without a camera: the six digits of the card; where nothing can be shown, number and name of somebody signed up. */
export function TypedCard({
  shiftId,
  direction,
  isLost,
  people,
}: {
  shiftId: string;
  direction: Direction;
  isLost: boolean;
  people: readonly PersonHere[];
}) {
  const client = useQueryClient();
  const me = useMe().data?.person?.id;
  const [digits, setDigits] = useState('');
  const [number, setNumber] = useState('');
  const [name, setName] = useState('');
  const [isNamed, setIsNamed] = useState(false);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const plain = digits.normalize('NFKC').replace(/\D/g, '');
  const isNumbered = number.trim() !== '';

  async function act(send: () => Promise<Stamped | null>): Promise<void> {
    setRunning(true);
    setProblem(null);
    try {
      const answer = await send();
      setDigits('');
      setNumber('');
      setName('');
      if (answer !== null) toast(saidDone(answer.volunteer_name, answer.direction));
      await client.invalidateQueries({ queryKey: ['/api/shifts/{shift_id}/board'] });
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setRunning(false);
    }
  }

  async function sendDigits(): Promise<Stamped | null> {
    const scanned_at = new Date().toISOString();
    const body = { kind: 'card_digits', code: plain, direction, scanned_at };
    // without the number the digits could be anybody's later, so they are asked of the server at once or not at all
    if (!isNumbered) return askNow({ ...body, kind: 'card_digits' });
    const plainNumber = number.normalize('NFKC').replace(/\s/g, '');
    const who =
      people.find((person) => person.number === plainNumber)?.name ?? t(`编号 ${number.trim()}`, number.trim());
    const sent = await sendOrQueue<Stamped>({
      path: deskPath,
      places: { shift_id: shiftId },
      body: { ...body, number: number.trim() },
      made_by: me,
      words: t(
        `${who}，${directionWords(direction)}，${clock(scanned_at)}`,
        `${who}, ${directionWords(direction)}, ${clock(scanned_at)}`,
      ),
    });
    if ('answer' in sent) return sent.answer;
    toast(saidQueued(who, direction, sent.because));
    return null;
  }

  async function askNow(
    body:
      | { kind: 'card_digits'; code: string; direction: Direction; scanned_at: string }
      | { kind: 'number_and_name'; number: string; name: string; direction: Direction },
  ): Promise<Stamped> {
    const sent = body.kind === 'card_digits' ? { ...body, offline: false } : body;
    return (await call('post', deskPath, { path: { shift_id: shiftId }, body: sent }, requestKey())) as Stamped;
  }

  const missing = isNamed
    ? !isNumbered || name.trim() === ''
      ? t('编号和姓名都要填', 'number and name are both needed')
      : isLost
        ? t('没有信号，先记在纸上，事后补录', 'no signal: note it on paper and back-fill it later')
        : undefined
    : plain.length !== 6
      ? t('短码是 6 位数字', 'the code has 6 digits')
      : isLost && !isNumbered
        ? t('没有信号时，编号也要填', 'without a signal the number is needed too')
        : undefined;
  const submit = (): void => {
    if (missing !== undefined || running) return;
    void act(
      isNamed
        ? () => askNow({ kind: 'number_and_name', number: number.trim(), name: name.trim(), direction })
        : sendDigits,
    );
  };
  return (
    <section className="board-typed">
      <Form
        label={
          isNamed
            ? t('凭编号和姓名登记', 'Enter by number and name')
            : t('输入卡上的短码', 'Type the digits of the card')
        }
        problem={problem}
        keepsDraft={false}
        onSubmit={submit}
      >
        {!isNamed && (
          <TextInput
            name="code"
            label={t('或输入卡上的 6 位短码', 'Or type the 6 digits of the card')}
            value={digits}
            onChange={setDigits}
            inputMode="numeric"
            autoComplete="off"
            maxLength={12}
          />
        )}
        <TextInput
          name="number"
          label={t('志愿者编号', 'Volunteer number')}
          optional={!isNamed && !isLost}
          value={number}
          onChange={setNumber}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
        />
        {isNamed && (
          <>
            <TextInput
              name="name"
              label={t('姓名', 'Name')}
              value={name}
              onChange={setName}
              autoComplete="off"
              maxLength={50}
            />
            <p className="hint">
              {t(
                '要报了这一场，编号和姓名都对得上。来源记作“名”，比扫码弱，由另一个人确认。',
                'The person must be signed up here, and both must match. It is marked 名, weaker than a scan; another person confirms it.',
              )}
            </p>
          </>
        )}
        <div className="actions">
          <Button
            kind="text"
            onClick={() => {
              setIsNamed(!isNamed);
              setProblem(null);
            }}
          >
            {isNamed
              ? t('有卡，改输短码', 'There is a card: type its digits')
              : t('没有卡，凭编号和姓名', 'No card: number and name')}
          </Button>
          <Button type="submit" running={running} disabledReason={missing}>
            {direction === 'in' ? t('签到', 'Check in') : t('签退', 'Check out')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
