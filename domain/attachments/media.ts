import type { DocumentEnding } from '../files/document-endings.ts';

/** What a file is kept as; whatever it is, it leaves as a download of unnamed bytes. */
const mediaTypes: Readonly<Record<DocumentEnding, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  wps: 'application/vnd.ms-works',
  et: 'application/vnd.ms-excel',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  txt: 'text/plain',
};

export const mediaTypeOf = (ending: DocumentEnding): string => mediaTypes[ending];
export const isPictureKind = (mediaType: string): boolean => mediaType === 'image/jpeg' || mediaType === 'image/png';
