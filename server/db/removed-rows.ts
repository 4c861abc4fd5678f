/** Rows that may go, such as the way from a phone to a person who gave it up: what the platform removes is written down (decision 062). */
import { sql } from './sql.ts';
import type { Writer } from './writer.ts';

/** The primary key of the row `r`, as the night writes it down (server/evidence/keep-rows.ts): `delete from … r … returning`. */
export const removedKey = {
  accounts: sql`r.person_id::text as key`,
  attachments: sql`concat_ws(' ', r.subject_id, r.id) as key`,
  identity_keys: sql`concat_ws(' ', r.index, r.kind) as key`,
  league_members: sql`concat_ws(' ', r.branch_id, r.document_index) as key`,
  merged_registrations: sql`concat_ws(' ', r.person_id, r.volunteer_id) as key`,
  organization_versions: sql`concat_ws(' ', r.organization_id, r.id) as key`,
  shifts: sql`concat_ws(' ', r.activity_id, r.id) as key`,
  volunteer_skills: sql`concat_ws(' ', r.volunteer_id, r.skill) as key`,
} as const;

export type RemovedRow = { readonly key: string };

/** A row that got another key is gone under the one before. */
export async function noteRemoved(
  writer: Writer,
  table: keyof typeof removedKey,
  rows: readonly RemovedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await writer.run(sql`
    insert into removed_rows (table_name, row_key, removed_at)
    select ${table}, key, ${writer.now} from unnest(${rows.map(({ key }) => key)}::text[]) as key on conflict do nothing`);
}
