import { useState } from 'react';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import { useRead } from '../../api/query.ts';
import { CapacityCells } from '../../ui/Cells.tsx';
import { Checkbox, RadioGroup } from '../../ui/Choice.tsx';
import { useFilters } from '../../ui/query-string.ts';
import { Reading } from '../../ui/States.tsx';
import { period, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { SignUpBar } from './SignUpBar.tsx';
import { ShareActivity } from './ShareActivity.tsx';
import { askedOf, type Shift, type Shown } from './who-comes.ts';
import { Head } from './ActivityHead.tsx';
import { WhoFor } from './WhoFor.tsx';
import { Requirements } from './Requirements.tsx';
import './activity.css';

export default function Activity({ params }: { params: Readonly<Record<string, string>> }) {
  const activity_id = params['activity_id'] ?? '';
  const { filters, setFilter } = useFilters();
  const [riskRead, setRiskRead] = useState(false);
  const child = filters['child'];
  const read = useRead(
    '/api/activities/{activity_id}',
    { path: { activity_id }, query: askedOf(child) },
    { keepPrevious: true },
  );
  const activity = read.data;
  const shift = activity === undefined ? undefined : chosenShift(activity, filters['shift']);
  return (
    <Screen
      title={activity?.title ?? t('活动', 'Activity')}
      back={projectsPhone.activities()}
      quietTitle
      corner={activity?.state === 'published' && <ShareActivity activity={activity} />}
      action={
        activity &&
        shift &&
        activity.state === 'published' && (
          <SignUpBar activity={activity} shift={shift} childId={child} riskRead={riskRead} />
        )
      }
    >
      <Reading of={read} what={t('活动', 'the activity')}>
        {(shown) => (
          <>
            <Head activity={shown} shift={shift} />
            {shown.shifts.length > 1 && shift && (
              <WhichShift shifts={shown.shifts} value={shift.id} onChange={(id) => setFilter({ shift: id })} />
            )}
            {shown.programme.length > 0 && (
              <ol className="steps">
                {shown.programme.map((line) => (
                  <li key={line.clock + line.text}>
                    <b>{line.clock}</b>
                    {line.text}
                  </li>
                ))}
              </ol>
            )}
            {shown.description !== '' && <p className="about">{shown.description}</p>}
            {shift && <Seats shift={shift} />}
            {shown.children.length > 0 && (
              <WhoFor activity={shown} value={child ?? ''} onChange={(id) => setFilter({ child: id })} />
            )}
            {shift?.requirements && <Requirements shift={shift} />}
            <section className="risk-box">
              <h3 className="title">{t('可能的风险', 'Possible risks')}</h3>
              {shown.risk_statement}
              {shift?.can.sign_up && (
                <Checkbox
                  name="risk_acknowledged"
                  label={t('我看过了，愿意遵守', 'I have read this and will keep to it')}
                  checked={riskRead}
                  onChange={setRiskRead}
                />
              )}
            </section>
          </>
        )}
      </Reading>
    </Screen>
  );
}

/** The one in the address, else mine, else the next that can be signed up for. */
function chosenShift(activity: Shown, wanted: string | undefined): Shift | undefined {
  const open = activity.shifts.filter((shift) => !shift.is_cancelled);
  return (
    open.find((shift) => shift.id === wanted) ??
    open.find((shift) => shift.mine !== null) ??
    open.find((shift) => shift.can.sign_up) ??
    open.at(-1)
  );
}

function WhichShift({
  shifts,
  value,
  onChange,
}: {
  shifts: readonly Shift[];
  value: string;
  onChange: (id: string) => void;
}) {
  const open = shifts
    .filter(
      (shift) =>
        !shift.is_cancelled &&
        (shift.can.sign_up || shift.mine !== null || shift.requirements !== null || shift.id === value),
    )
    .slice(0, 8);
  return (
    <div className="which">
      <RadioGroup
        name="shift"
        label={t('哪一班', 'Which shift')}
        value={value}
        onChange={onChange}
        options={open.map((shift) => ({
          value: shift.id,
          label: period(shift.starts_at, shift.ends_at),
          hint: seatsWords(shift),
        }))}
      />
    </div>
  );
}

function seatsWords(shift: Shift): string {
  if (shift.mine?.place === 'seat') return t('您有名额', 'You have a seat');
  if (shift.mine !== null)
    return t(`您候补第 ${shift.mine.waitlist_place ?? ''}`, `You wait as number ${shift.mine.waitlist_place ?? ''}`);
  const missing = shift.capacity - shift.seats_taken;
  return missing > 0 && shift.waiting === 0
    ? t(`还差 ${missing} 人`, `${missing} more needed`)
    : t(`满了，候补 ${shift.waiting}`, `Full, ${shift.waiting} waiting`);
}

function Seats({ shift }: { shift: Shift }) {
  const missing = shift.capacity - shift.seats_taken;
  return (
    <section className="seats">
      <p>
        {t('已报', 'Signed up')} <b>{shift.seats_taken}</b> {t('人，', ', ')}
        {missing > 0 ? (
          <>
            {t('还差', 'missing')} <b>{missing}</b> {t('人', '')}
          </>
        ) : (
          t('满了', 'full')
        )}
        <span>{t(`候补 ${shift.waiting}`, `Waiting ${shift.waiting}`)}</span>
      </p>
      <CapacityCells taken={shift.seats_taken} places={shift.capacity} waiting={shift.waiting} />
    </section>
  );
}
