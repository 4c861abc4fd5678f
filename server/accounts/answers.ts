import type { Id } from '../../domain/id.ts';
import { sql } from '../db/sql.ts';
import type { LaterNouns } from '../later-nouns.ts';
import { mayBeginAlone } from './roles/begin-alone.ts';

const roleHoldersOf: LaterNouns['roleHoldersOf'] = async (reader, organizationId) => {
  const rows = await reader.all<{ person_id: Id }>(
    sql`select distinct person_id from role_grants where organization_id = ${organizationId} and ended_at is null`,
  );
  return rows.map((row) => row.person_id);
};

/** What the nouns before accounts ask of it. */
export const accountsAnswers = { mayBeginAlone, roleHoldersOf } satisfies Partial<LaterNouns>;
