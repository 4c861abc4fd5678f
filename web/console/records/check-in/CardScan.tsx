import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../../../api/client.ts';
import { secondScan } from '../../../../domain/records/queued-scans.ts';
import { parseCode } from '../../../../domain/rotating-code.ts';
import { sendOrQueue } from '../../../api/outbox.ts';
import { useMe, useWaiting } from '../../../api/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { CodeCamera } from '../../../ui/camera/CodeCamera.tsx';
import { RadioGroup } from '../../../ui/Choice.tsx';
import { problemWords } from '../../../ui/Form.tsx';
import { OutboxList } from '../../../ui/OutboxList.tsx';
import { toast } from '../../../ui/toast.tsx';
import { clock, t } from '../../../ui/words.ts';
import type { PersonHere } from './arrivals.ts';
import { directionWords, saidDone, saidQueued, type Direction } from './direction-words.ts';
import { TypedCard } from './TypedCard.tsx';

/** Staff scan volunteers' cards. Without a signal each scan is kept with its moment and sent later, once. */
export function CardScan({
  shiftId,
  people,
  isLost,
  onBack,
}: {
  shiftId: string;
  isLost: boolean;
  people: readonly PersonHere[];
  onBack: () => void;
}) {
  const client = useQueryClient();
  const me = useMe().data?.person?.id;
  const waiting = useWaiting();
  const [direction, setDirection] = useState<Direction>('in');
  const [resting, setResting] = useState(false);
  const [last, setLast] = useState('');
  const [problem, setProblem] = useState<Error | null>(null);
  async function onCode(card: string): Promise<void> {
    setResting(true);
    setTimeout(() => setResting(false), 1200);
    // the same card held before the camera is one scan; its code changes with the step
    if (`${direction} ${card}` === last) return;
    setLast(`${direction} ${card}`);
    setProblem(null);
    const now = new Date();
    const scanned_at = now.toISOString();
    const person = people.find((one) => one.volunteer_id === parseCode(card)?.subject.id);
    const who = person?.name ?? t('一张卡', 'A card');
    const second =
      person === undefined
        ? { kind: 'go' }
        : secondScan(card, now, person.kept, {
            state: person.state,
            last_at: person.last_stamp_at === null ? null : new Date(person.last_stamp_at),
          });
    const isInside = person?.state === 'checked_in';
    // without a signal nobody else says so: the same card again, or a second check-in of somebody who is inside
    if (
      person !== undefined &&
      (second.kind === 'same' || (person.kept.length > 0 && isInside === (direction === 'in')))
    ) {
      return toast(
        isInside
          ? t(`${who} 已经签到了，走时再签退`, `${who} is checked in already`)
          : t(`${who} 已经签退了`, `${who} is checked out already`),
      );
    }
    try {
      const sent = await sendOrQueue<Answer<'post', '/api/shifts/{shift_id}/card-scans'>>({
        path: '/api/shifts/{shift_id}/card-scans',
        places: { shift_id: shiftId },
        body: { card, direction, scanned_at },
        words: t(
          `${who}，${directionWords(direction)}，${clock(scanned_at)}`,
          `${who}, ${directionWords(direction)}, ${clock(scanned_at)}`,
        ),
        made_by: me,
      });
      if ('kept' in sent) return toast(saidQueued(who, direction, sent.because));
      toast(saidDone(sent.answer.volunteer_name, direction));
      await client.invalidateQueries({ queryKey: ['/api/shifts/{shift_id}/board'] });
    } catch (error) {
      setProblem(error as Error);
    }
  }
  return (
    <>
      <h2 className="title">{t('扫志愿者的卡', 'Scan volunteers’ cards')}</h2>
      <RadioGroup
        name="direction"
        label={t('签到还是签退', 'In or out')}
        value={direction}
        onChange={(value) => setDirection(value === 'out' ? 'out' : 'in')}
        options={[
          { value: 'in', label: t('签到', 'Check in') },
          { value: 'out', label: t('签退', 'Check out') },
        ]}
      />
      <div className="board-scan">
        <CodeCamera
          onCode={(text) => void onCode(text)}
          paused={resting}
          label={t('相机画面，对准志愿者的卡', 'Camera: point it at the card')}
          otherwise={t(
            '请在下面输入卡上的短码，或回到签到码请志愿者自己扫。',
            'Type the digits of the card below, or go back to the code: volunteers scan it.',
          )}
        />
      </div>
      <TypedCard shiftId={shiftId} direction={direction} isLost={isLost} people={people} />
      {problem && (
        <p className="form-problem" role="alert">
          {problemWords(problem)}
        </p>
      )}
      {waiting > 0 && (
        <p className="soft" role="status">
          {isLost
            ? t(`${waiting} 张卡等信号，请不要关这一页`, `${waiting} kept: leave this page open`)
            : t(`${waiting} 张卡等补传`, `${waiting} kept, to be sent`)}
        </p>
      )}
      <OutboxList title={t('存在这台设备里', 'Kept on this device')} />
      <Button onClick={onBack}>{t('回到签到码', 'Back to the code')}</Button>
    </>
  );
}
