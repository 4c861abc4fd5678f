import { sha256Of } from '../../attachments/file-store.ts';
import { sql } from '../../db/sql.ts';
import { next, type Rows, type Subject } from '../row.ts';
import type { World } from '../world.ts';
import { documentOf } from './organization-profile.ts';

const paper = Buffer.from('会议纪要，一共到会八人。'.repeat(6));

async function begun(world: World): Promise<Subject> {
  const owner = await world.t.person(`寄件人 ${next()}`);
  const upload_id = await world.t.setUp(async (writer) => {
    const id = writer.newId();
    await writer.run(sql`
      insert into uploads (id, person_id, subject, file_name, size_bytes, begun_at)
      values (${id}, ${owner.id}, 'organization_document', '纪要.txt', ${paper.length}, ${world.t.now})`);
    return id;
  });
  return { owner, params: { upload_id }, upload: { name: 'piece', bytes: paper, fields: { from_byte: '0' } } };
}

/** A file of a document, in the store. */
async function kept(world: World): Promise<Subject> {
  const { at, params } = await documentOf(world);
  const subjectId = params?.['document_id'] ?? '';
  await world.t.services.store.put(sha256Of(paper), paper);
  await world.t.setUp((writer) =>
    writer.run(sql`
      insert into attachments (subject_id, id, subject, file_name, media_type, sha256, size_bytes, recorded_at)
      values (${subjectId}, ${subjectId}, 'organization_document', '纪要.txt', 'text/plain', ${sha256Of(paper)}, ${paper.length}, ${world.t.now})`),
  );
  return { ...(at === undefined ? {} : { at }), params: { subject_id: subjectId, attachment_id: subjectId } };
}

export const attachmentsRows: Rows = {
  'POST /api/uploads': {
    access: 'anywhere',
    needs: ['organizations.edit'],
    make: () => ({
      body: { subject: 'organization_document', file_name: '纪要.txt', size_bytes: paper.length },
    }),
  },
  'GET /api/uploads/{upload_id}': { access: 'owned', make: begun },
  'POST /api/uploads/{upload_id}/pieces': { access: 'owned', make: begun },
  'GET /api/attachments/{subject_id}/{attachment_id}': {
    access: 'placed',
    needs: ['organizations.read'],
    make: kept,
  },
};
