import { all, alone, insertAndDelete, local, type Tables } from '../db/table.ts';

export const attachmentsTables: Tables = {
  // rows go when the person is erased whose file it is
  attachments: { evidence: 'kept', distribution: alone('subject_id'), privilege: insertAndDelete() },
  // what lies in the store, whoever names it: each file is known again by its own hash
  blobs: { evidence: 'none', distribution: alone('sha256'), privilege: all },
  uploads: { evidence: 'none', distribution: local, privilege: all },
  upload_pieces: { evidence: 'none', distribution: local, privilege: all },
  blobs_to_move: { evidence: 'none', distribution: local, privilege: all },
};
