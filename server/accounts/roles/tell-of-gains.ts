import { permissionTable } from '../../../domain/permissions.ts';
import type { Id } from '../../../domain/id.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

/** The administrators hear what came with the new version: roles that somebody shaped have not got it, and they may add it. */
export async function tellOfGains(writer: Writer, gains: readonly string[]): Promise<void> {
  const sentences = gains.map((gain) => {
    const sentence = (permissionTable as Readonly<Record<string, { zh: string; en: string } | undefined>>)[gain];
    return sentence ?? { zh: gain, en: gain };
  });
  const administrators = await writer.all<{ person_id: Id }>(sql`
    select distinct g.person_id from role_grants g join roles r on r.id = g.role_id
    where r.ready_role = 'administrator' and g.ended_at is null and coalesce(g.valid_until, 'infinity') >= ${businessDate(writer.now)}`);
  await writer.notify(
    administrators.map(({ person_id }) => person_id),
    'accounts.roles_gained',
    {
      permissions: sentences.map(({ zh }) => zh).join('；'),
      permissions_en: sentences.map(({ en }) => en).join('; '),
    },
  );
}
