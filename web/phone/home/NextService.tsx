import { recordsPhone } from '../../../domain/records/paths.ts';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { clock, shortDay, span, t } from '../../ui/words.ts';
import type { Serving } from '../projects/use-serving.ts';
import type { Next } from './home-answer.ts';

/** While somebody serves, the one thing left to do is to check out. */
export function NowServing({ serving }: { serving: Serving }) {
  return (
    <article className="next">
      <div className="when">
        <b>{clock(serving.starts_at)}</b>
        <span>
          {t('至', 'to')} {clock(serving.ends_at)}
        </span>
      </div>
      <div className="what">
        <h3 className="title">
          <Link href={recordsPhone.scan()}>{serving.activity_title}</Link>
        </h3>
        <p>{serving.place}</p>
        <p className="st">
          <Tag state="ok">{t('服务中', 'Serving')}</Tag>
          {serving.first_in_at !== null && (
            <span>{t(`${clock(serving.first_in_at)} 签到`, `checked in at ${clock(serving.first_in_at)}`)}</span>
          )}
        </p>
      </div>
    </article>
  );
}

/** When withdrawing is no longer possible, nothing speaks of it. */
function withdrawalWords(next: Next, now: Date): string | null {
  if (!next.can.withdraw)
    return Date.parse(next.starts_at) <= now.getTime() ? t('已经开始，请签到', 'It has begun: check in') : null;
  if (next.seat === 'seat' && Date.parse(next.withdraw_by) < now.getTime())
    return t('现在退出算临时退出', 'withdrawing now counts as late');
  return t(
    `${shortDay(next.withdraw_by)} ${clock(next.withdraw_by)} 前可退`,
    `withdraw by ${shortDay(next.withdraw_by)} ${clock(next.withdraw_by)}`,
  );
}

export function NextService({ next, now }: { next: Next; now: Date }) {
  const withdrawal = withdrawalWords(next, now);
  const minutes = Math.round((Date.parse(next.ends_at) - Date.parse(next.starts_at)) / 60_000);
  return (
    <article className="next">
      <div className="when">
        <b>{clock(next.starts_at)}</b>
        <span>
          {t('至', 'to')} {clock(next.ends_at)}
        </span>
        <span>{span(minutes)}</span>
      </div>
      <div className="what">
        <h3 className="title">
          <Link href={projectsPhone.activity({ activity_id: next.activity_id })}>{next.title}</Link>
        </h3>
        <p>{next.place}</p>
        <p className="st">
          {next.seat === 'seat' ? (
            <Tag state="ok">{t('已报名', 'Signed up')}</Tag>
          ) : (
            <Tag state="due">
              {t(`候补第 ${next.waitlist_place ?? ''}`, `Waiting, no. ${next.waitlist_place ?? ''}`)}
            </Tag>
          )}
          {withdrawal !== null && <span>{withdrawal}</span>}
        </p>
      </div>
    </article>
  );
}
