import { noteRemoved, removedKey, type RemovedRow } from '../db/removed-rows.ts';
import { sql } from '../db/sql.ts';
import { becomes, goes, keepsPerson, ofPerson, stays, type Going, type Lifecycle, type Step } from '../lifecycle.ts';
import { removeUploads } from './remove-uploads.ts';

/** The bytes follow in the night, once no row names them. */
const filesGo: Step<Going> = async (writer, { people }) => {
  const rows = await writer.all<RemovedRow>(
    sql`delete from attachments r where r.person_id = any(${people}::uuid[]) returning ${removedKey.attachments}`,
  );
  await noteRemoved(writer, 'attachments', rows);
};

const uploadsGo: Step<Going> = (writer, { people }) => removeUploads(writer, sql`person_id = any(${people}::uuid[])`);

export const attachmentsLifecycle: Lifecycle = {
  lines: [
    ofPerson('attachments', 'person_id', {
      withdrawn: stays('belongs to what it hangs on, which outlives the registration'),
      ...goes(becomes('deleted', 'the file of a person goes with the person', filesGo)),
      merged: stays('found by the registration under which it was kept'),
    }),
    ...keepsPerson('attachments', ['recorded_by'], 'says by id who added it'),
    ofPerson('uploads', 'person_id', {
      withdrawn: stays('goes after a day'),
      ...goes(becomes('deleted', 'what was sent and not used goes', uploadsGo)),
      merged: stays('goes after a day'),
    }),
  ],
};
