import { z } from 'zod';
import { attachmentSubjectNames, pieceBytes } from '../domain/attachments/subjects.ts';
import { endpoint, file, upload } from './endpoint.ts';
import { id } from './shapes.ts';

/** A file that was sent (POST /api/uploads) and is to be taken up. */
export const uploadId = id.meta({ description: 'A file of the caller that was sent in full: POST /api/uploads' });

/** A file as the page of its subject shows it. */
export const attachment = z.object({
  id,
  subject_id: id,
  file_name: z.string(),
  size_bytes: z.number().int(),
  is_picture: z.boolean().meta({ description: 'Then there is a small one too: ?size=small' }),
});

/** How a write that takes up a file may be refused for it. */
export const takingUp = ['attachments.upload_gone', 'attachments.not_sent_yet'] as const;

const uploadParams = z.object({ upload_id: id });
const progress = z.object({
  received_bytes: z.number().int().meta({ description: 'How far it came: the next piece begins here' }),
  is_complete: z.boolean().meta({ description: 'Sent in full, looked at and kept' }),
});

export const beginUpload = endpoint({
  method: 'POST',
  path: '/api/uploads',
  tag: 'attachments',
  summary:
    'Begin to send a file; its pieces follow, and a write then takes it up. What nobody takes up goes after a day',
  access: 'signed_in',
  personal: true,
  body: z.strictObject({
    subject: z.enum(attachmentSubjectNames),
    file_name: z.string().min(1).max(300),
    size_bytes: z.number().int().min(0).max(2_147_483_647),
  }),
  output: z.object({ id, piece_bytes: z.number().int() }),
  problems: [
    'core.forbidden',
    'files.empty',
    'files.document_kind',
    'attachments.too_large',
    'attachments.too_many_uploads',
  ],
});

export const readUpload = endpoint({
  method: 'GET',
  path: '/api/uploads/{upload_id}',
  tag: 'attachments',
  summary: 'How far a file of the caller came, asked after a line broke',
  access: 'signed_in',
  params: uploadParams,
  output: progress,
  problems: ['core.not_found', 'attachments.upload_gone'],
});

export const sendPiece = endpoint({
  method: 'POST',
  path: '/api/uploads/{upload_id}/pieces',
  tag: 'attachments',
  summary:
    'One piece of a file. A piece that is there already, or that begins elsewhere, changes nothing: the answer says where the next one begins',
  access: 'signed_in',
  personal: true,
  keyed: false, // where it begins says whether it came already
  params: uploadParams,
  body: upload(
    pieceBytes,
    z.strictObject({
      from_byte: z.string().max(13).regex(/^\d+$/),
    }),
    { is_piece: true },
  ),
  output: progress,
  problems: [
    'core.invalid_input',
    'core.not_found',
    'core.too_large',
    'attachments.upload_gone',
    'attachments.too_large',
    'attachments.too_many_pixels',
    'attachments.broken_picture',
    'attachments.broken_document',
    'attachments.bomb',
    'attachments.macros',
    'files.document_kind',
    'files.infected',
    'files.not_scanned',
  ],
});

export const readAttachment = endpoint({
  method: 'GET',
  path: '/api/attachments/{subject_id}/{attachment_id}',
  tag: 'attachments',
  summary: 'Fetch a file, as a download, or the small picture of a picture; who may is said by what it hangs on',
  access: ['own', 'organizations.read', 'records.read'],
  params: z.object({ subject_id: id, attachment_id: id }),
  query: z.object({ size: z.enum(['whole', 'small']).default('whole') }),
  output: file('application/octet-stream'),
  problems: ['core.not_found'],
});
