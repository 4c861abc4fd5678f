/** A wish to bind another phone, as the writes about it load it. */
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { recoveryState, type RecoveryInputs } from '../../../domain/volunteers/phone-recovery.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

export type RecoveryRow = RecoveryInputs & {
  id: Id;
  person_id: Id;
  organization_path: string;
  phone_encrypted: Buffer | null;
  phone_index: Buffer | null;
  phone_hint: string;
  old_phone_hint: string | null;
  opened_by: Id;
  decided_by: Id | null;
  carry_out_after: Date | null;
};
export type OldPhone = {
  phone_encrypted: Buffer | null;
  phone_index: Buffer | null;
  phone_hint: string | null;
  sessions: number;
};

/** The colleagues who proposed and decided it, but for one. */
export const staffOf = ({ opened_by, decided_by }: RecoveryRow, without: Id | null): Id[] =>
  [opened_by, decided_by].filter((person): person is Id => person !== null && person !== without);

export const recoveryColumns = sql`
  id, person_id, organization_path, phone_encrypted, phone_index, phone_hint, old_phone_hint, opened_by, decided_by, decision, carry_out_after, carried_out_at, stopped_at`;

export async function loadUndone(writer: Writer, id: Id): Promise<RecoveryRow> {
  const row = await writer.maybe<RecoveryRow>(
    sql`select ${recoveryColumns} from phone_recoveries where id = ${id} for update`,
  );
  if (!row) throw problem('core.not_found');
  return row;
}

/** Open, or decided and still waiting. */
export const isUndone = (row: RecoveryInputs): boolean => ['open', 'waiting'].includes(recoveryState(row));

export async function oldPhoneOf(writer: Writer, person: Id): Promise<OldPhone> {
  return writer.one<OldPhone>(sql`
    select p.phone_encrypted, p.phone_index, p.phone_hint,
      (select count(*)::int from sessions s where s.person_id = p.id and s.ended_at is null and s.expires_at > ${writer.now}) as sessions
    from persons p where p.id = ${person}`);
}
