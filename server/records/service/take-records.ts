import type { exportRecords } from '../../../contract/records/records.ts';
import { permissionSentence } from '../../../domain/access.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { writeWorkbook } from '../../files/write-sheet.ts';
import type { Call } from '../../http/mount.ts';
import { countRecords, recordCells, recordColumns } from './export-records.ts';

/** The listed records as a workbook; each place whose records leave has an event of it. */
export async function takeRecords({ reader, actor, query, now, write }: Call<typeof exportRecords>) {
  if (!actor.holds('records.read'))
    throw problem('core.forbidden', { permission: permissionSentence('records.read', 'zh') });
  const count = await countRecords(reader, actor, query);
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
  return {
    content: writeWorkbook('服务记录', recordColumns, recordCells(reader, actor, query)),
    name: `服务记录-${businessDate(now)}.xlsx`,
  };
}
