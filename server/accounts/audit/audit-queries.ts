import type { PersonalDataAct } from '../../../domain/accounts/personal-data.ts';
import type { Id } from '../../../domain/id.ts';
import { permissionSentence, type Permission } from '../../../domain/access.ts';
import { addDays, startOfDay, type BusinessDate } from '../../../domain/time.ts';
import { namesOf } from '../../db/names-of.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { ordinalIn } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { recordedWithin } from '../../organizations/tree/recorded-paths.ts';
import { eventsOf } from './personal-data-report.ts';

export type AuditQuery = {
  cursor?: string | undefined;
  limit: number;
  organization_id?: Id | undefined;
  actor_id?: Id | undefined;
  subject_type?: string | undefined;
  subject_id?: string | undefined;
  action?: string | undefined;
  act?: PersonalDataAct | undefined;
  from?: BusinessDate | undefined;
  until?: BusinessDate | undefined;
};
type AuditRow = {
  id: Id;
  at: Date;
  actor_person_id: Id | null;
  permission: string | null;
  action: string;
  subject_type: string;
  subject_id: string;
  organization_name: string | null;
  before: unknown;
  after: unknown;
  reason: string | null;
  request_id: string;
};

export async function auditEvents(reader: Reader, actor: Actor, query: AuditQuery, language: 'zh' | 'en') {
  actor.requireAnywhere('accounts.audit');
  const held = await recordedWithin(reader, sql`e.organization_path`, actor.scope('accounts.audit'));
  const conditions: Sql[] = [query.act === undefined ? held : eventsOf(query.act, held)];
  if (query.organization_id)
    conditions.push(
      await recordedWithin(reader, sql`e.organization_path`, {
        exact: [],
        below: [(await loadOrganization(reader, query.organization_id)).path],
      }),
    );
  if (query.actor_id) conditions.push(sql`e.actor_person_id = ${query.actor_id}`);
  if (query.subject_type) conditions.push(sql`e.subject_type = ${query.subject_type}`);
  if (query.subject_id) conditions.push(sql`e.subject_id = ${query.subject_id}`);
  if (query.action) conditions.push(sql`e.action = ${query.action}`);
  if (query.from) conditions.push(sql`e.at >= ${startOfDay(query.from)}`);
  if (query.until) conditions.push(sql`e.at < ${startOfDay(addDays(query.until, 1))}`);
  const after = decodeCursor(query.cursor);
  if (after) conditions.push(sql`(e.at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const rows = await reader.all<AuditRow>(sql`
    select e.id, e.at, e.actor_person_id, e.permission, e.action, e.subject_type, e.subject_id, o.name_zh as organization_name, e.before, e.after, e.reason, e.request_id
    from audit_events e left join organizations o on o.ordinal = ${ordinalIn(sql`e.organization_path`)}
    ${sql.where(conditions)} order by e.at desc, e.id desc limit ${query.limit + 1}`);
  const cut = page(rows, query.limit, (row) => [row.at.toISOString(), row.id]);
  const names = await namesOf(
    reader,
    cut.rows.map((row) => row.actor_person_id),
  );
  return {
    rows: cut.rows.map(({ actor_person_id, ...row }) => ({
      ...row,
      actor_name: names.orNull(actor_person_id),
      permission: row.permission === null ? null : permissionSentence(row.permission as Permission, language),
    })),
    next_cursor: cut.next_cursor,
    actions: [...new Set(cut.rows.map((row) => row.action))].sort(),
  };
}
