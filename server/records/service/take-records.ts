import type { exportRecords } from '../../../contract/records/records.ts';
import { permissionSentence } from '../../../domain/access.ts';
import { booksOf } from '../../../domain/ledger/as-of.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { writeWorkbook } from '../../files/write-sheet.ts';
import type { Call } from '../../http/mount.ts';
import { standingName } from './as-it-stood.ts';
import { countRecords, recordCells, recordHeader } from './export-records.ts';

/** The listed records as a workbook; each place whose records leave has an event of it. */
export async function takeRecords({ reader, actor, query, now, write }: Call<typeof exportRecords>) {
  if (!actor.holds('records.read'))
    throw problem('core.forbidden', { permission: permissionSentence('records.read', 'zh') });
  const count = await countRecords(reader, actor, { ...query, now });
  const { exact, below } = actor.scope('records.read');
  await write(async (writer) => {
    for (const path of new Set([...exact, ...below])) {
      await writer.audit({
        action: 'records.export_records',
        subject_type: 'service_records',
        subject_id: path,
        organization_path: path,
        permission: 'records.read',
        after: { records: count, ...query },
      });
    }
  });
  const books = query.as_it_stood === undefined ? null : booksOf(query.as_it_stood, now);
  // Of one organisation and below it depends on whose tree is meant.
  const standing = query.organization_id === undefined ? [] : [standingName({ as_it_stood: books?.day ?? null })];
  return {
    content: writeWorkbook('服务记录', recordHeader, recordCells(reader, actor, { ...query, now })),
    name: `${['服务记录', ...standing, businessDate(now)].join('-')}.xlsx`,
  };
}
