import { categoryNames } from '../../../domain/projects/categories.ts';
import { EndToCome } from '../../ui/EndToCome.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { period, t } from '../../ui/words.ts';
import type { Shift, Shown } from './who-comes.ts';

/** What becomes of the shifts from that day on. */
const after = (work: 'hand_over' | 'cancel' | null): string =>
  work === 'cancel'
    ? t('那天起的场次会取消，到时告诉报名的人。', ' Shifts from that day are cancelled; those signed up are told.')
    : t('活动照常，报名不变。', ' The activity goes on; sign-ups stay.');

export function Head({ activity, shift }: { activity: Shown; shift: Shift | undefined }) {
  const name = categoryNames[activity.category];
  const hosts = [
    activity.organization_name,
    ...activity.co_hosts.filter((host) => host.answer === 'accepted').map((host) => host.name),
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
        {activity.organizer_end !== null && ['published', 'submitted'].includes(activity.state) && (
          <EndToCome end={activity.organizer_end} meaning={after(activity.organizer_end.work)} />
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
