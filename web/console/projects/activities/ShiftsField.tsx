import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { DateInput, NumberInput, Select } from '../../../ui/Field.tsx';
import { TimeInput } from '../../../ui/TimeInput.tsx';
import { problemWords, useFieldProblem } from '../../../ui/Form.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { day as dayWords, period, t } from '../../../ui/words.ts';
import {
  useShifts,
  type PatternDraft,
  type Every,
  weekdays,
  weekdayWords,
  patternOf,
  isPending,
} from './use-shifts.ts';

/** Shifts by pattern: one day, every day, on weekdays, or on a day of the month; previewed before they are added. */
export function ShiftsField({
  of: { shifts: value, setShifts: onChange, pattern, setPattern, preview, taken },
}: {
  of: ReturnType<typeof useShifts>;
}) {
  const { every, from, until, start, end, weekdays: chosen, day_of_month: dayOfMonth, skip, capacity } = pattern;
  const set = (change: Partial<PatternDraft>): void => {
    setPattern({ ...pattern, ...change });
    preview.clear();
  };
  const refused = useFieldProblem('shifts');
  const found = preview.answer;
  return (
    <fieldset className="form-part">
      <legend>{t('班次', 'Shifts')}</legend>
      <div className="form-grid">
        <Select
          name="every"
          label={t('怎么排', 'Pattern')}
          value={every}
          onChange={(next) => set({ every: next as Every })}
          options={[
            { value: 'once', label: t('一天', 'One day') },
            { value: 'day', label: t('每天', 'Every day') },
            { value: 'week', label: t('每周几', 'Weekdays') },
            { value: 'month', label: t('每月几日', 'Day of the month') },
          ]}
        />
        <DateInput
          name="from"
          label={every === 'once' ? t('哪天', 'Day') : t('从', 'From')}
          value={from}
          onChange={(next) => set({ from: next })}
        />
        {every !== 'once' && (
          <DateInput name="until" label={t('到', 'Until')} value={until} onChange={(next) => set({ until: next })} />
        )}
        {every === 'month' && (
          <NumberInput
            name="day_of_month"
            label={t('每月几日', 'Day of the month')}
            min={1}
            max={31}
            value={dayOfMonth}
            onChange={(next) => set({ day_of_month: next })}
          />
        )}
        <TimeInput
          name="start_clock"
          label={t('开始', 'Start')}
          value={start}
          onChange={(next) => set({ start: next })}
        />
        <TimeInput name="end_clock" label={t('结束', 'End')} value={end} onChange={(next) => set({ end: next })} />
        <NumberInput
          name="capacity"
          label={t('每班名额', 'Places a shift')}
          min={1}
          unit={t('人', '')}
          value={capacity}
          onChange={(next) => set({ capacity: next })}
        />
      </div>
      {every === 'week' && (
        <div className="tick-grid" role="group" aria-label={t('每周几', 'Weekdays')}>
          {weekdays.map((each) => (
            <Checkbox
              key={each}
              name={`weekday-${each}`}
              label={weekdayWords(each)}
              checked={chosen.includes(each)}
              onChange={(on) =>
                set({
                  weekdays: on ? [...chosen, each].sort((a, b) => a - b) : chosen.filter((other) => other !== each),
                })
              }
            />
          ))}
        </div>
      )}
      {every !== 'once' && (
        <Checkbox
          name="skip_holidays"
          label={t('法定节假日不排', 'Not on public holidays')}
          checked={skip}
          onChange={(next) => set({ skip: next })}
        />
      )}
      <div className="actions">
        {every !== 'once' && (
          <Button
            running={preview.running}
            onClick={() => void preview.send({ body: { pattern: patternOf(pattern) } })}
          >
            {t('先看看', 'Preview')}
          </Button>
        )}
        <Button
          icon="plus"
          running={preview.running}
          disabledReason={isPending(pattern) ? undefined : t('先选哪一天', 'choose the day first')}
          onClick={() => void taken()}
        >
          {t('加这些班次', 'Add these shifts')}
        </Button>
      </div>
      {preview.problem && (
        <p role="alert" className="wrong">
          {problemWords(preview.problem)}
        </p>
      )}
      {found && (
        <div role="status">
          <p className="mute">
            {t(`共 ${found.shifts.length} 班`, `${found.shifts.length} shifts`)}
            {found.left_out.length > 0 &&
              t(
                `；没排：${found.left_out.map((each) => `${dayWords(each.day)} ${each.name}`).join('、')}`,
                `; left out: ${found.left_out.map((each) => `${dayWords(each.day)} ${each.name}`).join(', ')}`,
              )}
          </p>
          {skip && until > found.holidays_known_until && (
            <p className="mute">
              {t(
                `${found.holidays_known_until} 以后的放假安排还没录入，录入后请再看一遍。`,
                `Holidays after ${found.holidays_known_until} are not entered yet: look again then.`,
              )}
            </p>
          )}
          {every !== 'once' && (
            <p className="chosen-list">
              {found.shifts.slice(0, 20).map((each) => (
                <span key={each.starts_at}>
                  {dayWords(each.day)}
                  {each.service_day && ` ${each.service_day}`}
                </span>
              ))}
            </p>
          )}
        </div>
      )}
      {refused && (
        <p role="alert" className="wrong">
          {refused}
        </p>
      )}
      {value.length === 0 ? (
        <p className="mute">
          {isPending(pattern)
            ? t('上面这一排法，存好时一起加上。', 'The pattern above is added when you save.')
            : t('还没有班次，先在上面选日子。', 'No shifts yet: choose the days above.')}
        </p>
      ) : (
        <ul className="shift-rows" aria-label={t('已排的班次', 'Shifts')}>
          {value.map((shift) => (
            <li key={shift.starts_at + shift.ends_at}>
              {period(shift.starts_at, shift.ends_at)}{' '}
              <Tag state="none">{t(`${shift.capacity} 人`, `${shift.capacity} places`)}</Tag>
              <Button
                kind="text"
                label={t(
                  `去掉 ${period(shift.starts_at, shift.ends_at)}`,
                  `Remove ${period(shift.starts_at, shift.ends_at)}`,
                )}
                onClick={() => onChange(value.filter((each) => each !== shift))}
              >
                {t('去掉', 'Remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
