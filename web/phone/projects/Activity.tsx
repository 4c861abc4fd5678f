import { useState } from 'react';
import { Link } from 'wouter';
import { categoryNames } from '../../../domain/projects/categories.ts';
import { useRead } from '../../api/query.ts';
import { useMe } from '../../api/session.ts';
import { CapacityCells } from '../../ui/Cells.tsx';
import { Checkbox, RadioGroup } from '../../ui/Choice.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { useFilters } from '../../ui/query-string.ts';
import { Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { period, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { SignUpBar } from './SignUpBar.tsx';
import { ShareActivity } from './ShareActivity.tsx';
import { askedOf, comingAlong, together, type Shift, type Shown } from './who-comes.ts';
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
      back="/activities"
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

function Head({ activity, shift }: { activity: Shown; shift: Shift | undefined }) {
  const name = categoryNames[activity.category];
  const hosts = [
    activity.organization_name,
    ...activity.hosts.filter((host) => host.answer === 'accepted').map((host) => host.name),
  ].join(t('、', ', '));
  const { pin } = activity;
  return (
    <>
      <section className="act-head">
        <p className="k">{t(`${name.zh}，${hosts}发布`, `${name.en}, by ${hosts}`)}</p>
        <h2 className="title">{activity.title}</h2>
        {activity.state === 'cancelled' && (
          <p>
            <Tag state="late">
              {t(`已取消：${activity.cancel_reason ?? ''}`, `Cancelled: ${activity.cancel_reason ?? ''}`)}
            </Tag>
          </p>
        )}
        {activity.state === 'ended' && (
          <p>
            <Tag state="none">{t('已结束', 'Over')}</Tag>
          </p>
        )}
      </section>
      <div className="act-inputs">
        <KeyValues
          rows={[
            {
              key: t('时间', 'Time'),
              value: shift && period(shift.starts_at, shift.ends_at),
              note: shift?.service_day ?? t('只计实际服务，路上不计', 'Only actual service counts, not the way'),
            },
            {
              key: t('地点', 'Place'),
              value: activity.place,
              note: activity.gathering_note || undefined,
              action: pin && (
                <a
                  href={`geo:${pin.latitude},${pin.longitude}?q=${pin.latitude},${pin.longitude}(${encodeURIComponent(activity.place)})`}
                >
                  {t('导航', 'Route')}
                </a>
              ),
            },
            {
              key: t('队长', 'Leader'),
              value: activity.leaders
                .map((leader) =>
                  leader.led > 0
                    ? t(`${leader.name}，带队 ${leader.led} 场`, `${leader.name}, led ${leader.led}`)
                    : leader.name,
                )
                .join(t('；', '; ')),
              action: activity.contact_phone && <a href={`tel:${activity.contact_phone}`}>{t('打电话', 'Call')}</a>,
            },
          ]}
        />
      </div>
    </>
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

function WhoFor({
  activity,
  value,
  onChange,
}: {
  activity: Shown;
  value: string;
  onChange: (id: string | undefined) => void;
}) {
  const [only] = activity.children;
  const coming = comingAlong(value, activity.children);
  const several = activity.children.length > 1;
  const options = [
    { value: '', label: t('我自己', 'Myself') },
    {
      value: together,
      label: several
        ? t('我和孩子一起', 'Me together with children')
        : t(`我和${only?.name ?? ''}一起`, `Me together with ${only?.name ?? ''}`),
      hint: t('要么都有名额，要么一起候补', 'Places for all, or you wait together'),
    },
    ...activity.children.map((child) => ({ value: child.id, label: t(`只给${child.name}`, `${child.name} alone`) })),
  ];
  function tick(id: string, comes: boolean): void {
    const ids = (coming ?? []).filter((one) => one !== id).concat(comes ? [id] : []);
    onChange(`${together}:${ids.join(',')}`);
  }
  return (
    <div className="who-for">
      <RadioGroup
        name="child"
        label={t('给谁报名', 'Sign up')}
        options={options}
        value={coming === undefined ? value : together}
        onChange={(id) => onChange(id === '' ? undefined : id)}
      />
      {several &&
        coming !== undefined &&
        activity.children.map((child) => (
          <Checkbox
            key={child.id}
            name={`along-${child.id}`}
            label={t(`${child.name}一起去`, `${child.name} comes along`)}
            checked={coming.includes(child.id)}
            onChange={(comes) => tick(child.id, comes)}
          />
        ))}
    </div>
  );
}

function Requirements({ shift }: { shift: Shift }) {
  const me = useMe();
  if (!me.data?.signed_in) return null;
  return (
    <ul className="fits" aria-label={t('报名条件', 'Requirements')}>
      {shift.requirements?.map((each) => (
        <li key={each.code} className={each.is_met ? undefined : 'unmet'}>
          <Icon
            name={each.is_met ? 'check' : 'alert'}
            size={18}
            weight={2.4}
            label={each.is_met ? t('符合', 'Met') : t('还不符合', 'Not met yet')}
          />
          {t(each.zh, each.en)}
          {each.remedy && (
            <small>
              {each.remedy}
              <Remedy code={each.code} />
            </small>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Where the remedy is; of a child who comes along the code stands behind its id. */
function Remedy({ code }: { code: string }) {
  if (code === 'insurance' || code.startsWith('skill'))
    return (
      <>
        {' '}
        <Link href="/me/profile">{t('去填写', 'Open my record')}</Link>
      </>
    );
  return code === 'terms' || code.endsWith(':terms') ? (
    <>
      {' '}
      <Link href={`/me/terms?next=${encodeURIComponent(location.pathname + location.search)}`}>
        {t('去看和接受', 'Read and accept')}
      </Link>
    </>
  ) : null;
}
