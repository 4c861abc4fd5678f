import { randomBytes } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { sameBytes, type SecretBox } from '../secret-box.ts';

type EventRow = {
  shift_id: Id; title: string; description: string; place: string; longitude: number | null; latitude: number | null; organization_name: string; activity_id: Id;
  starts_at: Date; ends_at: Date; sequence: number; is_cancelled: boolean; place_kind: 'seat' | 'waitlist' | null; changed_at: Date;
};

const columns = sql`s.id as shift_id, a.id as activity_id, a.title, a.description, a.place, a.longitude, a.latitude, o.name_zh as organization_name, s.starts_at, s.ends_at, a.sequence,
  greatest(a.cancelled_at, a.published_at, a.created_at, s.changed_at) as changed_at`;

/** The UID is the shift's and never changes; SEQUENCE rises with each change, so that calendars update instead of doubling. */
function render(name: string, rows: readonly EventRow[], publicUrl: string): string {
  const calendar = ical({ name, prodId: { company: 'Qingzhi', product: '青志', language: 'ZH' }, method: ICalCalendarMethod.PUBLISH, ttl: 3600 });
  for (const row of rows) {
    const waiting = row.place_kind === 'waitlist';
    calendar.createEvent({
      id: `${row.shift_id}@qingzhi`, sequence: row.sequence, stamp: row.changed_at, start: row.starts_at, end: row.ends_at,
      summary: `${waiting ? '候补：' : ''}${row.title}`, description: `${row.organization_name}\n${row.description}`, url: `${publicUrl}/activities/${row.activity_id}`,
      location: row.latitude === null || row.longitude === null ? row.place : { title: row.place, geo: { lat: row.latitude, lon: row.longitude } },
      status: row.is_cancelled ? ICalEventStatus.CANCELLED : waiting ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}

export async function organizationCalendar(reader: Reader, organizationId: Id, { now, publicUrl }: { now: Date; publicUrl: string }): Promise<string> {
  const organization = await reader.maybe<{ path: string; name: string }>(sql`select path, name_zh as name from organizations where id = ${organizationId}`);
  if (organization === undefined) throw problem('core.not_found');
  const rows = await reader.all<EventRow>(sql`
    select ${columns}, a.cancelled_at is not null or s.cancelled_at is not null as is_cancelled, null as place_kind
    from activities a join shifts s on s.activity_id = a.id join organizations o on o.id = a.organization_id
    where a.organization_path like ${`${organization.path}%`} and a.published_at is not null and s.ends_at > ${new Date(now.getTime() - 30 * 86_400_000)}
    order by s.starts_at limit 500`);
  return render(organization.name, rows, publicUrl);
}

export async function myCalendar(reader: Reader, secrets: SecretBox, asked: { volunteer_id: Id; token: string; now: Date; publicUrl: string }): Promise<string> {
  const feed = await reader.maybe<{ token_hash: Buffer }>(sql`select token_hash from calendar_feeds where volunteer_id = ${asked.volunteer_id}`);
  const token = asked.token.replace(/\.ics$/, '');
  if (feed === undefined || !sameBytes(feed.token_hash, secrets.tokenHash(token))) throw problem('projects.calendar_unknown');
  const rows = await reader.all<EventRow>(sql`
    select ${columns}, u.ended_at is not null or a.cancelled_at is not null or s.cancelled_at is not null as is_cancelled, u.place as place_kind
    from (select distinct on (shift_id) * from sign_ups where volunteer_id = ${asked.volunteer_id} and shift_ends_at > ${new Date(asked.now.getTime() - 90 * 86_400_000)}
      order by shift_id, queue_number desc) u
    join activities a on a.id = u.activity_id join shifts s on s.activity_id = a.id and s.id = u.shift_id join organizations o on o.id = a.organization_id
    order by s.starts_at limit 500`);
  return render('我的志愿服务', rows, asked.publicUrl);
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
