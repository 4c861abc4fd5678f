/** Who moved up from the waitlist, as the database says it, and hears of it in the same transaction. */
import type { Id } from '../../../domain/id.ts';
import { noticesTo } from '../../db/notices.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

export type Promoted = { readonly person_id: Id; readonly activity: string; readonly when: string };

/** The caller holds the lock of the shift. */
export async function promoteWaiting(writer: Writer, shift: { activity_id: Id; id: Id }): Promise<number> {
  const { promoted } = await writer.one<{ promoted: Promoted[] }>(
    sql`select promote_waiting(${shift.activity_id}, ${shift.id}, ${writer.now}) as promoted`,
  );
  await tellPromoted(writer, promoted);
  return promoted.length;
}

export async function tellPromoted(writer: Writer, promoted: readonly Promoted[]): Promise<void> {
  if (promoted.length === 0) return;
  await writer.run(
    noticesTo({
      now: writer.now,
      to: {
        person: sql`p.person_id`,
        from: sql`jsonb_to_recordset(${JSON.stringify(promoted)}::jsonb) as p (person_id uuid, activity text, "when" text)`,
      },
      kind: 'projects.promoted',
      params: { activity: sql`p.activity`, when: sql`p."when"` },
    }),
  );
}
