import { projectsPhone } from '../../../domain/projects/paths.ts';
import { riskNames } from '../../../domain/organizations/rule-books/risks.ts';
import { categoryNames } from '../../../domain/projects/categories.ts';
import type { Answer } from '../../api/client.ts';
import { useRead } from '../../api/query.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { CapacityCells } from '../../ui/Cells.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { period, t } from '../../ui/words.ts';
import { PublicScreen } from '../PublicScreen.tsx';
import { ShareButton } from './ShareButton.tsx';
import './open-activity.css';

type Activity = Answer<'get', '/api/activities/{activity_id}'>;

/** What a shared link opens, for people who are not signed in. */
export default function OpenActivity({ params }: { params: Readonly<Record<string, string>> }) {
  const read = useRead('/api/activities/{activity_id}', { path: { activity_id: params['id'] ?? '' } });
  return (
    <PublicScreen
      title={t('公开招募', 'Open activity')}
      corner={read.data && <ShareButton title={read.data.title} url={read.data.share_url} />}
      aside={read.data && <Joining activity={read.data} />}
    >
      <Reading of={read} what={t('活动', 'the activity')}>
        {(activity) => <Inputs activity={activity} />}
      </Reading>
    </PublicScreen>
  );
}

function Inputs({ activity }: { activity: Activity }) {
  const category = categoryNames[activity.category];
  return (
    <article className="sheet open-activity">
      <p className="soft">
        {t(category.zh, category.en)}
        {t('，', ', ')}
        {hostsOf(activity).join(t('、', ', '))}
        {t('发布', '')}
      </p>
      <h1 className="title">{activity.title}</h1>
      {activity.state === 'cancelled' && (
        <p>
          <Tag state="late">{t('已取消', 'Cancelled')}</Tag> {activity.cancel_reason}
        </p>
      )}
      <KeyValues
        rows={[
          { key: t('地点', 'Place'), value: activity.place, note: activity.gathering_note },
          { key: t('队长', 'Leader'), value: activity.leaders.map((leader) => leader.name).join(t('、', ', ')) },
          { key: t('项目', 'Project'), value: activity.project_title },
          { key: t('条件', 'Asked'), value: asked(activity) },
        ]}
      />
      {activity.description && <p className="text">{activity.description}</p>}
      {activity.programme.length > 0 && (
        <ol className="programme">
          {activity.programme.map((step) => (
            <li key={step.clock + step.text}>
              <b>{step.clock}</b>
              {step.text}
            </li>
          ))}
        </ol>
      )}
      {activity.risk_statement && (
        <section className="risk">
          <h2 className="title">{t('可能的风险', 'Possible risks')}</h2>
          {activity.risks.length > 0 && (
            <p>{activity.risks.map((risk) => t(riskNames[risk].zh, riskNames[risk].en)).join(t('、', ', '))}</p>
          )}
          <p>{activity.risk_statement}</p>
        </section>
      )}
      <script type="application/ld+json">{JSON.stringify(jsonLd(activity)).replaceAll('<', '\\u003c')}</script>
    </article>
  );
}

function Joining({ activity }: { activity: Activity }) {
  return (
    <section className="oth joining">
      <h2 className="title">{t('场次', 'Shifts')}</h2>
      <ul>
        {activity.shifts
          .filter((shift) => !shift.is_cancelled)
          .slice(0, 6)
          .map((shift) => (
            <li key={shift.id}>
              <b>{period(shift.starts_at, shift.ends_at)}</b>
              <span>
                {t(
                  `已报 ${shift.seats_taken} 人，还差 ${Math.max(0, shift.capacity - shift.seats_taken)} 人`,
                  `${shift.seats_taken} signed up, ${Math.max(0, shift.capacity - shift.seats_taken)} open`,
                )}
              </span>
              <CapacityCells taken={shift.seats_taken} places={shift.capacity} waiting={shift.waiting} />
            </li>
          ))}
      </ul>
      <LinkButton kind="do" large href={projectsPhone.activity({ activity_id: activity.id })}>
        {t('去报名', 'Sign up')}
      </LinkButton>
      <p>{t('报名要先登录；第一次来，注册只要两分钟。', 'You sign in first; registering takes two minutes.')}</p>
    </section>
  );
}

function asked(activity: Activity): string {
  const { minimum_age, maximum_age } = activity;
  const age =
    minimum_age === null && maximum_age === null
      ? ''
      : maximum_age === null
        ? t(`年满 ${minimum_age} 岁`, `aged ${minimum_age} or more`)
        : t(`${minimum_age ?? 0} 至 ${maximum_age} 岁`, `aged ${minimum_age ?? 0} to ${maximum_age}`);
  return [
    age,
    ...activity.required_skills,
    ...activity.required_qualifications,
    activity.is_parent_child ? t('亲子活动', 'parent with child') : '',
    activity.insurance === 'volunteer' ? t('要有意外险', 'accident insurance') : '',
  ]
    .filter(Boolean)
    .join(t('、', ', '));
}

/** P74: who publishes, and every host that accepted. */
function hostsOf(activity: Activity): string[] {
  return [
    activity.organization_name,
    ...activity.co_hosts.filter((host) => host.answer === 'accepted').map((host) => host.name),
  ];
}

/** For search engines and other platforms: schema.org Event with its offers. */
function jsonLd(activity: Activity): object {
  return {
    '@context': 'https://schema.org',
    '@graph': activity.shifts.map((shift) => ({
      '@type': 'Event',
      identifier: shift.id,
      name: activity.title,
      description: activity.description,
      url: activity.share_url,
      startDate: shift.starts_at,
      endDate: shift.ends_at,
      location: { '@type': 'Place', name: activity.place },
      organizer: hostsOf(activity).map((name) => ({ '@type': 'Organization', name })),
      eventStatus: shift.is_cancelled ? 'https://schema.org/EventCancelled' : 'https://schema.org/EventScheduled',
      maximumAttendeeCapacity: shift.capacity,
      remainingAttendeeCapacity: Math.max(0, shift.capacity - shift.seats_taken),
      isAccessibleForFree: true,
    })),
  };
}
