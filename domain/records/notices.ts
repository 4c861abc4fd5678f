import { recordsPhone, recordsDesk } from './paths.ts';
import { accountsDesk } from '../accounts/paths.ts';
import type { NoticeTable } from '../notice.ts';

export const recordsNotices = {
  'records.posted': {
    zh: '“{title}”入账 {duration}',
    en: '“{title}”: {duration} posted',
    params: { title: 'text', duration: 'text' },
    to: 'person',
    phone: recordsPhone.record.about('record_id'),
  },
  'records.scan_refused': {
    zh: '{when} 在“{activity}”没有信号时的{act_zh}没有收下：{reason_zh}',
    en: 'Your {act_en} of {when} at “{activity}”, made without a signal, was not taken: {reason_en}',
    params: { when: 'text', activity: 'text', act_zh: 'text', reason_zh: 'text', act_en: 'text', reason_en: 'text' },
    to: 'person',
    phone: recordsPhone.corrections(),
  },
  'records.returned': {
    zh: '“{title}”的时数被退回：{note}',
    en: 'The hours of “{title}” were sent back: {note}',
    params: { title: 'text', note: 'text' },
    to: 'person',
    phone: recordsPhone.record.about('record_id'),
  },
  'records.declared': {
    zh: '有人申报了“{title}”的服务，请确认',
    en: 'Somebody declared service for “{title}”: please confirm',
    params: { title: 'text' },
    to: 'staff',
    desk: recordsDesk.confirmations.about('shift'),
  },
  'records.correction_requested': {
    zh: '有人申请更正“{title}”的记录，请办理',
    en: 'A correction of “{title}” was asked for: please handle it',
    params: { title: 'text' },
    to: 'staff',
    desk: recordsDesk.proposal.about('proposal_id'),
  },
  'records.correction_proposed': {
    zh: '有人提出更正您“{title}”的记录：{reason}；另一位看过后告诉您结果',
    en: 'Somebody proposes to correct your record of “{title}”: {reason}. A second person decides and you are told',
    params: { title: 'text', reason: 'text' },
    to: 'person',
    phone: recordsPhone.record.about('record_id'),
  },
  'records.correction_waits': {
    zh: '“{title}”的一条记录有人提出更正，请您看过再决定',
    en: 'A correction of a record of “{title}” was proposed: please look and decide',
    params: { title: 'text' },
    to: 'staff',
    desk: recordsDesk.proposal.about('proposal_id'),
  },
  'records.proposal_approved': {
    zh: '“{title}”的更正或补录已同意：{note}',
    en: 'The change of “{title}” was approved: {note}',
    params: { title: 'text', note: 'text' },
    to: 'person',
    phone: recordsPhone.hours(),
  },
  'records.proposal_returned': {
    zh: '“{title}”的更正或补录没有同意：{note}；您可以补充后再申请',
    en: 'The change of “{title}” was not approved: {note}. You may add proof and ask again',
    params: { title: 'text', note: 'text' },
    to: 'person',
    phone: recordsPhone.corrections(),
  },
  'records.reversed': {
    zh: '“{title}”的 {duration} 被冲回：{reason}；有异议可以申请更正',
    en: '{duration} of “{title}” were struck: {reason}. You may ask for a correction',
    params: { title: 'text', duration: 'text', reason: 'text' },
    to: 'person',
    phone: recordsPhone.record.about('record_id'),
  },
  'records.books_disagree': {
    zh: '编号 {number} 的服务记录和账本对不上，证明没有开出；请让运维运行账本核验',
    en: 'The records of {number} and the ledger do not agree, and no certificate was issued: let the operator verify the ledger',
    params: { number: 'text' },
    to: 'staff',
    desk: accountsDesk.audit(),
  },
  'records.certificate_issued': {
    zh: '“{title}”给您开了证明 {number}',
    en: '“{title}” issued you certificate {number}',
    params: { title: 'text', number: 'text' },
    to: 'person',
    phone: recordsPhone.certificates(),
  },
  'records.certificate_superseded': {
    zh: '证明 {number} 里的记录已更正，请免费重开一份',
    en: 'A record in certificate {number} was corrected: get a new one free of charge',
    params: { number: 'text' },
    to: 'person',
    phone: recordsPhone.certificates(),
  },
  'records.certificate_revoked': {
    zh: '证明 {number} 已撤销：{reason}',
    en: 'Certificate {number} was revoked: {reason}',
    params: { number: 'text', reason: 'text' },
    to: 'person',
    phone: recordsPhone.certificates(),
  },
} as const satisfies NoticeTable;
