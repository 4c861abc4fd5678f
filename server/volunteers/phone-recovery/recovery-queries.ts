import type { Id } from '../../../domain/id.ts';
import { maskName } from '../../../domain/masking.ts';
import type { DocumentType } from '../../../domain/volunteers/identity.ts';
import { recoveryState, type RecoveryInputs } from '../../../domain/volunteers/phone-recovery.ts';
import { byId } from '../../db/by-id.ts';
import { namesOf } from '../../db/names-of.ts';
import { decodeCursor, page } from '../../db/page.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { notSecondTo, whoBroughtIn } from '../../two-people.ts';

type Row = RecoveryInputs & {
  id: Id;
  person_id: Id;
  phone_hint: string;
  old_phone_hint: string | null;
  document_type: DocumentType;
  is_document_compared: boolean;
  reason: string;
  opened_by: Id;
  opened_at: Date;
  decided_by: Id | null;
  decided_at: Date | null;
  decision_reason: string | null;
  carry_out_after: Date | null;
};

export async function recoveriesOnDesk(
  reader: Reader,
  actor: Actor,
  query: { cursor?: string | undefined; limit: number },
) {
  const after = decodeCursor(query.cursor);
  const rows = await reader.all<Row>(sql`
    select r.id, r.person_id, r.phone_hint, r.old_phone_hint, r.document_type, r.is_document_compared, r.reason, r.opened_by, r.opened_at, r.decided_by, r.decided_at,
      coalesce(r.stop_reason, r.decision_reason) as decision_reason, r.carry_out_after, r.decision, r.carried_out_at, r.stopped_at
    from phone_recoveries r where ${within(sql`r.organization_path`, actor.scope('volunteers.merge'))}
      and (${after === undefined} or ((r.decided_at is null)::int, r.id) < (${after?.[0] ?? 0}::int, ${after?.[1] ?? null}::uuid))
    order by (r.decided_at is null)::int desc, r.id desc limit ${query.limit + 1}`);
  const found = page(rows, query.limit, (row) => [row.decided_at === null ? 1 : 0, row.id]);
  const [volunteers, names] = [
    await byId<{ id: Id; name: string; number: string; organization_name: string }>(
      found.rows.map((row) => row.person_id),
      (ids) =>
        reader.all(sql`
          select v.id, coalesce(p.name, '') as name, v.number, o.name_zh as organization_name
          from volunteers v join persons p on p.id = v.id join organizations o on o.id = v.organization_id where v.id = any(${ids}::uuid[])`),
    ),
    await namesOf(
      reader,
      found.rows.flatMap((row) => [row.opened_by, row.decided_by]),
    ),
  ];
  const related = await notSecondTo(
    reader,
    actor.person_id,
    found.rows.map((row) => row.opened_by),
  );
  const givers = new Set(
    await whoBroughtIn(
      reader,
      actor.person_id,
      found.rows.map((row) => row.person_id),
    ),
  );
  return {
    next_cursor: found.next_cursor,
    rows: found.rows.flatMap(({ person_id, opened_by, decided_by, decision, carried_out_at, stopped_at, ...row }) => {
      const volunteer = volunteers.get(person_id);
      if (volunteer === undefined) return [];
      const state = recoveryState({ decision, carried_out_at, stopped_at });
      const isApart = person_id !== actor.person_id && !givers.has(person_id) && !related.has(opened_by);
      return [
        {
          ...row,
          organization_name: volunteer.organization_name,
          opened_by_name: names.of(opened_by),
          decided_by_name: names.orNull(decided_by),
          volunteer: { id: person_id, name_hint: maskName(volunteer.name), number: volunteer.number },
          state,
          is_mine: opened_by === actor.person_id,
          can: { approve: state === 'open' && isApart, refuse: state === 'open' || state === 'waiting' },
        },
      ];
    }),
  };
}

/** What still may be objected to. */
export async function myRecoveries(reader: Reader, me: Id) {
  const rows = await reader.all<
    RecoveryInputs & { id: Id; phone_hint: string; carry_out_after: Date | null; opened_at: Date }
  >(sql`
    select id, phone_hint, carry_out_after, opened_at, decision, carried_out_at, stopped_at from phone_recoveries
    where person_id = ${me} and carried_out_at is null and stopped_at is null and decision is distinct from 'refused' order by opened_at`);
  return {
    rows: rows.map(({ decision, carried_out_at, stopped_at, ...row }) => ({
      ...row,
      state: recoveryState({ decision, carried_out_at, stopped_at }),
      can: { object: true },
    })),
  };
}
