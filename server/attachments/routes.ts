import * as contract from '../../contract/attachments.ts';
import type { Routes } from '../http/mount.ts';
import { beginUpload } from './begin-upload.ts';
import { readAttachment } from './read-attachment.ts';
import { progressOf } from './upload-progress.ts';
import { takePiece } from './take-piece.ts';

export const attachmentsRoutes: Routes = (mount) => {
  mount(contract.beginUpload, ({ write, body, services }) =>
    write((writer) => beginUpload(writer, { ...body, rules: services.attachments })),
  );
  mount(contract.readUpload, ({ reader, actor, params }) => progressOf(reader, actor.person_id, params.upload_id));
  mount(contract.sendPiece, ({ actor, params, body, services }) =>
    takePiece(services, actor.person_id, {
      upload_id: params.upload_id,
      from_byte: Number(body.fields.from_byte),
      bytes: body.bytes,
    }),
  );
  mount(contract.readAttachment, readAttachment);
};
