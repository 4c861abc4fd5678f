import type { Address } from '../../../domain/address.ts';
import { recordsPhone, recordsDesk } from '../../../domain/records/paths.ts';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import { ownPhone, ownDesk } from '../../../domain/paths.ts';
import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { businessDate, daysUntil } from '../../../domain/time.ts';
import { useRead } from '../../api/query.ts';
import { useMe } from '../../api/session.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { OutboxList } from '../../ui/OutboxList.tsx';
import { TodayBoards, useTodayBoards } from '../../ui/TodayBoards.tsx';
import { day, fromNow, shortDay, t } from '../../ui/words.ts';
import { OfferRow } from '../projects/OfferRow.tsx';
import { useServing } from '../projects/use-serving.ts';
import { Corner, Screen } from '../Screen.tsx';
import { HoursSum } from './HoursSum.tsx';
import { Owed } from './Owed.tsx';
import { NowServing, NextService } from './NextService.tsx';
import type { Next, HomeAnswer } from './home-answer.ts';

/** What a volunteer needs at a glance: the next service, the hours, and where people are missing nearby. */
export function VolunteerHome({ name, unread }: { name: string; unread: number }) {
  const home = useRead('/api/me/home');
  const serving = useServing();
  const [board] = useTodayBoards();
  const now = new Date();
  const today = businessDate(now);
  const ownNext = home.data?.next ?? null;
  const hasOwn = ownNext !== null && businessDate(new Date(ownNext.starts_at)) === today; // who serves today shows the own code
  return (
    <Screen
      title={t('首页', 'Home')}
      quietTitle
      tabs
      corner={
        <>
          <Corner href={recordsPhone.scan()} icon="scan" label={t('扫码签到', 'Scan to check in')} />
          <Corner href={projectsPhone.activities()} icon="search" label={t('找活动', 'Find activities')} />
          <Corner
            href={ownPhone.messages()}
            icon="bell"
            label={t(`${unread} 条新消息`, `${unread} new messages`)}
            count={unread}
          />
        </>
      }
      action={
        serving !== null ? (
          <LinkButton kind="do" large icon="scan" href={recordsPhone.scan()}>
            {t('服务进行中，去签退', 'You are serving: check out')}
          </LinkButton>
        ) : board !== undefined && !hasOwn ? (
          <LinkButton kind="do" large icon="scan" href={recordsDesk.board({ shift_id: board.shift_id })}>
            {t('打开今天的签到板', 'Open today’s check-in board')}
          </LinkButton>
        ) : (
          <FirstAct />
        )
      }
    >
      <section className="hello">
        <h2 className="title">
          {name}
          {t('，', ', ')}
          {serving === null ? headline(home.data?.next ?? null, today) : t('服务进行中', 'you are serving')}
        </h2>
        <p>
          {day(today)}
          {serving === null && home.data?.next && `${t('，', ', ')}${fromNow(home.data.next.starts_at, now)}`}
        </p>
      </section>
      <Reading of={home} what={t('您的安排', 'your plans')}>
        {(answer) => (
          <>
            <TodayBoards />
            <OutboxList title={t('存在这台手机里', 'Kept on this phone')} remedy={recordsPhone.corrections()} />
            {serving !== null ? (
              <NowServing serving={serving} />
            ) : (
              answer.next && <NextService next={answer.next} now={now} />
            )}
            <HoursSum />
            <Desk />
            <Owed />
            <Near answer={answer} today={today} />
            <ForMe answer={answer} today={today} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

/** A volunteer shows the card; who only works here goes to the work, and everybody else begins by registering. */
function FirstAct() {
  const me = useMe().data;
  if (me === undefined) return null;
  if (me.person?.volunteer_number !== null)
    return (
      <LinkButton kind="do" large icon="scan" href={volunteersPhone.card()}>
        {t('出示我的码，去签到', 'Show my code and check in')}
      </LinkButton>
    );
  const desk = deskOf(me.grants);
  if (desk !== undefined)
    return (
      <LinkButton kind="do" large href={desk.href}>
        {desk.words()}
      </LinkButton>
    );
  return (
    <LinkButton kind="do" large href={volunteersPhone.register()}>
      {t('注册成为志愿者', 'Register as a volunteer')}
    </LinkButton>
  );
}

/** Whoever works here finds the way from the start page of the phone too. */
function Desk() {
  const me = useMe().data;
  const desk = deskOf(me?.grants ?? []);
  if (desk === undefined || me?.person?.volunteer_number === null) return null;
  return (
    <p className="invited">
      <a href={desk.href}>{desk.words()}</a>
    </p>
  );
}

/** Who checks people in and writes no activities stands at the door of one. */
function deskOf(
  grants: readonly { readonly permissions: readonly string[] }[],
): { readonly href: Address; words(): string } | undefined {
  const held = new Set(grants.flatMap((grant) => grant.permissions));
  if (held.size === 0) return undefined;
  if (held.has('records.check_in') && !held.has('projects.write'))
    return {
      href: recordsDesk.boards(),
      words: () => t('现场签到：出码、扫卡', 'On site: show the code, scan cards'),
    };
  return { href: ownDesk.home(), words: () => t('去工作台', 'To the console') };
}

function headline(next: Next | null, today: string): string {
  if (next === null) return t('去找一场服务吧', 'find a service');
  const days = daysUntil(businessDate(new Date(next.starts_at)), today);
  if (days === 0) return t('今天有一场服务', 'a service today');
  if (days === 1) return t('明天有一场服务', 'a service tomorrow');
  return t(`下一场在 ${shortDay(next.starts_at)}`, `next on ${shortDay(next.starts_at)}`);
}

function Near({ answer, today }: { answer: HomeAnswer; today: string }) {
  const offers = answer.nearby.length > 0 ? answer.nearby : answer.recommended;
  return (
    <section className="near">
      <h2 className="title">
        {answer.nearby.length > 0
          ? answer.county === null
            ? t('附近还缺人', 'People missing nearby')
            : t(`附近还缺人，${answer.county.name}先列`, `People missing nearby, ${answer.county.name} first`)
          : t('也许适合您', 'Perhaps for you')}{' '}
        <Link
          href={
            answer.county === null
              ? projectsPhone.activities()
              : projectsPhone.activities({ organization_id: answer.county.id })
          }
        >
          {t('全部活动', 'All activities')}
        </Link>
      </h2>
      {offers.length === 0 ? (
        <Empty title={t('附近暂时不缺人', 'Nobody is missing nearby')}>
          {t(
            '有新的活动会出现在这里，也可以到“活动”里按领域找。',
            'New activities appear here; the activities page finds them by field.',
          )}
        </Empty>
      ) : (
        <ul>
          {offers.slice(0, 5).map((offer) => (
            <OfferRow
              key={offer.shift_id}
              offer={offer}
              href={projectsPhone.activity({ activity_id: offer.id })}
              today={today}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** What fits this person, with the reason in words; an offer that already stands above is not repeated. */
function ForMe({ answer, today }: { answer: HomeAnswer; today: string }) {
  const shown = new Set(answer.nearby.slice(0, 5).map((offer) => offer.shift_id));
  const offers =
    answer.nearby.length === 0 ? [] : answer.recommended.filter((offer) => !shown.has(offer.shift_id)).slice(0, 3);
  if (offers.length === 0) return null;
  return (
    <section className="near">
      <h2 className="title">{t('也许适合您', 'Perhaps for you')}</h2>
      <ul>
        {offers.map((offer) => (
          <OfferRow
            key={offer.shift_id}
            offer={offer}
            href={projectsPhone.activity({ activity_id: offer.id })}
            today={today}
            why={offer.reasons.map((reason) => t(reason.zh, reason.en)).join(t('，', ', '))}
          />
        ))}
      </ul>
    </section>
  );
}
