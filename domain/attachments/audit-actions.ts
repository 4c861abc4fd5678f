import type { AuditTable } from '../manifest.ts';

export const attachmentsActions = {
  'attachments.begin_upload': { zh: '开始上传文件', en: 'Began to send a file' },
} as const satisfies AuditTable;
