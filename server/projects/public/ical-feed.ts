import { randomBytes } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { byId } from '../../db/by-id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { sameBytes, type SecretBox } from '../../security/secret-box.ts';
import { hostNames, isCoHostedAt } from '../activities/co-hosts.ts';

type EventRow = {
  shift_id: Id;
  title: string;
  description: string;
  place: string;
  longitude: number | null;
  latitude: number | null;
  organization_name: string;
  activity_id: Id;
  starts_at: Date;
  ends_at: Date;
  sequence: number;
  is_cancelled: boolean;
  place_kind: 'seat' | 'waitlist' | null;
  changed_at: Date;
};

type OwnShift = {
  shift_id: Id;
  place: 'seat' | 'waitlist';
  is_ended: boolean;
  sign_up_changes: number;
  sign_up_changed_at: Date;
};

/** Calendars take no pages. What comes is more than anybody reads; what is left out is said. */
const mostEvents = 5000;

const columns = sql`s.id as shift_id, a.id as activity_id, a.title, a.description, a.place, a.longitude, a.latitude, ${hostNames} as organization_name, s.starts_at, s.ends_at`;
const changedAt = sql`greatest(a.cancelled_at, a.published_at, a.created_at, s.changed_at, s.cancelled_at)`;
/** How often one's own standing in a shift changed: each sign-up, each move up from the waitlist, each end. None is ever taken back, so it only rises. */
const signUpChanges = sql`(sum(1 + (promoted_at is not null)::int + (ended_at is not null)::int) over (partition by shift_id) - 1)::int`;

/**
 * The UID is the shift's and never changes; SEQUENCE rises with each change, so that calendars update instead of doubling.
 * DTSTAMP is the moment of this answer, as a published calendar wants it, LAST-MODIFIED that of the change.
 */
function render(
  name: string,
  found: readonly EventRow[],
  { now, publicUrl }: { now: Date; publicUrl: string },
): string {
  const rows = found.slice(0, mostEvents);
  const note =
    found.length > mostEvents
      ? `只列出最近的 ${mostEvents} 班，其余请看下级组织的日历。 · Only the next ${mostEvents} shifts; see the calendars of organisations below for the rest.`
      : null;
  const calendar = ical({
    name,
    description: note,
    prodId: { company: 'Qingzhi', product: '青志', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const row of rows) {
    const waiting = row.place_kind === 'waitlist';
    calendar.createEvent({
      id: `${row.shift_id}@qingzhi`,
      sequence: row.sequence,
      stamp: now,
      lastModified: row.changed_at,
      start: row.starts_at,
      end: row.ends_at,
      summary: `${waiting ? '候补：' : ''}${row.title}`,
      description: `${row.organization_name}\n${row.description}`,
      url: publicUrl + projectsPhone.activity({ activity_id: row.activity_id }),
      location:
        row.latitude === null || row.longitude === null
          ? row.place
          : { title: row.place, geo: { lat: row.latitude, lon: row.longitude } },
      status: row.is_cancelled
        ? ICalEventStatus.CANCELLED
        : waiting
          ? ICalEventStatus.TENTATIVE
          : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}

export async function organizationCalendar(
  reader: Reader,
  organizationId: Id,
  { now, publicUrl }: { now: Date; publicUrl: string },
): Promise<string> {
  const organization = await reader.maybe<{ path: string; name: string }>(
    sql`select path, name_zh as name from organizations where id = ${organizationId}`,
  );
  if (organization === undefined) throw problem('core.not_found');
  const rows = await reader.all<EventRow>(sql`
    select ${columns}, a.sequence, ${changedAt} as changed_at, a.cancelled_at is not null or s.cancelled_at is not null as is_cancelled, null as place_kind
    from activities a join shifts s on s.activity_id = a.id join organizations o on o.id = a.organization_id
    where (a.organization_path like ${`${organization.path}%`} or ${isCoHostedAt(sql`${organization.path}::text`)}) and a.published_at is not null and s.ends_at > ${new Date(now.getTime() - 30 * 86_400_000)}
    order by s.ends_at <= ${now}, s.starts_at limit ${mostEvents + 1}`);
  return render(organization.name, rows, { now, publicUrl });
}

export async function myCalendar(
  reader: Reader,
  secrets: SecretBox,
  asked: { volunteer_id: Id; token: string; now: Date; publicUrl: string },
): Promise<string> {
  const feed = await reader.maybe<{ token_hash: Buffer }>(
    sql`select token_hash from calendar_feeds where volunteer_id = ${asked.volunteer_id}`,
  );
  const token = asked.token.replace(/\.ics$/, '');
  if (feed === undefined || !sameBytes(feed.token_hash, secrets.tokenHash(token)))
    throw problem('projects.calendar_unknown');
  const own = await reader.all<OwnShift>(sql`
    select distinct on (shift_id) shift_id, place, ended_at is not null as is_ended, ${signUpChanges} as sign_up_changes,
      max(greatest(signed_up_at, promoted_at, ended_at)) over (partition by shift_id) as sign_up_changed_at
    from sign_ups where volunteer_id = ${asked.volunteer_id} and shift_ends_at > ${new Date(asked.now.getTime() - 90 * 86_400_000)} order by shift_id, queue_number desc`);
  const shifts = await byId<EventRow & { id: Id }>(
    own.map((row) => row.shift_id),
    (ids) =>
      reader.all(sql`
        select s.id, ${columns}, a.sequence, ${changedAt} as changed_at, a.cancelled_at is not null or s.cancelled_at is not null as is_cancelled, null as place_kind
        from activities a join shifts s on s.activity_id = a.id join organizations o on o.id = a.organization_id where s.id = any(${ids}::uuid[])`),
  );
  const isOver = (row: EventRow): number => Number(row.ends_at <= asked.now);
  const rows = own
    .flatMap((row): EventRow[] => {
      const shift = shifts.get(row.shift_id);
      return shift === undefined
        ? []
        : [
            {
              ...shift,
              place_kind: row.place,
              is_cancelled: shift.is_cancelled || row.is_ended,
              sequence: shift.sequence + row.sign_up_changes,
              changed_at: new Date(Math.max(shift.changed_at.getTime(), row.sign_up_changed_at.getTime())),
            },
          ];
    })
    .sort((one, other) => isOver(one) - isOver(other) || one.starts_at.getTime() - other.starts_at.getTime());
  return render('我的志愿服务', rows, asked);
}

/** A new secret; only its hash is kept, and the old address stops at once. */
export async function renewCalendar(writer: Writer, publicUrl: string): Promise<{ url: string }> {
  const me = writer.caller.person_id;
  const token = randomBytes(24).toString('base64url');
  await writer.run(sql`
    insert into calendar_feeds (volunteer_id, token_hash, created_at) values (${me}, ${writer.secrets.tokenHash(token)}, ${writer.now})
    on conflict (volunteer_id) do update set token_hash = excluded.token_hash, created_at = excluded.created_at`);
  await writer.audit({ action: 'projects.renew_calendar', subject_type: 'calendar_feed', subject_id: me });
  return { url: `${publicUrl}/api/calendars/${me}/${token}.ics` };
}
