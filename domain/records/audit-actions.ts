import type { AuditTable } from '../manifest.ts';

export const recordsActions = {
  'records.approve': { zh: '超长时数审核通过', en: 'Long day approved' },
  'records.approve_back_fill': { zh: '复核同意补录', en: 'Back-fill approved' },
  'records.approve_correction': { zh: '复核同意更正', en: 'Correction approved' },
  'records.approve_import': { zh: '复核同意导入', en: 'Import approved' },
  'records.books_disagree': { zh: '记录和账本不符', en: 'Records and ledger disagreed' },
  'records.check_in': { zh: '签到', en: 'Checked in' },
  'records.check_out': { zh: '签退', en: 'Checked out' },
  'records.confirm': { zh: '确认并评价', en: 'Confirmed and evaluated' },
  'records.declare': { zh: '本人申报', en: 'Declared' },
  'records.eliminate': { zh: '冲回', en: 'Struck' },
  'records.handle_back_fill': { zh: '经办补录', en: 'Back-fill handled' },
  'records.handle_correction': { zh: '经办更正', en: 'Correction handled' },
  'records.handle_import': { zh: '经办导入', en: 'Import handled' },
  'records.export_records': {
    zh: '导出服务记录',
    en: 'Exported service records',
    personal_data: { records_exported: { kind: 'exported', zh: '导出服务记录', en: 'Service records exported' } },
  },
  'records.issue_certificate': { zh: '出具证明', en: 'Issued a certificate' },
  'records.open_certificate': {
    zh: '查看他人的证明',
    en: 'Opened somebody’s certificate',
    personal_data: {
      certificate_opened: { kind: 'exported', zh: '工作人员查看他人的证明', en: 'Certificates opened by staff' },
    },
  },
  'records.propose_back_fill': { zh: '提出补录', en: 'Back-fill proposed' },
  'records.propose_correction': { zh: '提出更正', en: 'Correction proposed' },
  'records.propose_import': { zh: '提出批量导入', en: 'Import proposed' },
  'records.request_correction': { zh: '申请更正', en: 'Correction asked for' },
  'records.return': { zh: '退回', en: 'Sent back' },
  'records.return_back_fill': { zh: '退回补录', en: 'Back-fill sent back' },
  'records.return_correction': { zh: '退回更正', en: 'Correction sent back' },
  'records.return_import': { zh: '退回导入', en: 'Import sent back' },
  'records.revoke_certificate': { zh: '撤销证明', en: 'Revoked a certificate' },
} as const satisfies AuditTable;
