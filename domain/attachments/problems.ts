import type { ProblemTable } from '../problem-words.ts';

export const attachmentsProblems = {
  'attachments.too_large': {
    status: 413,
    zh: '文件有 {size} MB，最多 {limit} MB；请压缩图片，或把文件拆成几份再传',
    en: 'The file has {size} MB, the limit is {limit} MB; make the picture smaller, or split the file, and send that',
  },
  'attachments.too_many_pixels': {
    status: 422,
    zh: '图片有 {size} 百万像素，最多 {limit} 百万；请缩小后再传',
    en: 'The picture has {size} million pixels, the limit is {limit} million; make it smaller and send that',
  },
  'attachments.broken_picture': {
    status: 422,
    zh: '图片打不开，可能没有存完整；请重新拍一张，或另存为 JPG 再传',
    en: 'The picture cannot be opened and may be incomplete; take it again, or save it as JPG and send that',
  },
  'attachments.broken_document': {
    status: 422,
    zh: '文件打不开，可能没有存完整；请在 Word、Excel 或 WPS 里另存一份再传',
    en: 'The file cannot be opened and may be incomplete; save it again in Word, Excel or WPS and send that',
  },
  'attachments.bomb': {
    status: 422,
    zh: '文件解开后大得不正常（{size} MB），没有收下；请另存为 PDF 再传',
    en: 'Unpacked, the file would be abnormally large ({size} MB) and was not taken; save it as PDF and send that',
  },
  'attachments.macros': {
    status: 415,
    zh: '文件里有宏，不能收；请另存为不含宏的文档或 PDF 再传',
    en: 'The file holds macros and was not taken; save it without macros, or as PDF, and send that',
  },
  'attachments.upload_gone': {
    status: 404,
    zh: '这次上传已经过期或用过了；请重新选择文件',
    en: 'This upload has expired or was used already; choose the file again',
  },
  'attachments.not_sent_yet': {
    status: 409,
    zh: '文件还没有传完；请等它传完再提交',
    en: 'The file has not been sent in full; wait for it, then try again',
  },
  'attachments.too_many_uploads': {
    status: 429,
    zh: '您有 {count} 个文件传了还没有提交；请先提交，或明天再传',
    en: '{count} files of yours were sent and not used; use them first, or send more tomorrow',
  },
} as const satisfies ProblemTable;
