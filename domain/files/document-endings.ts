/** Names of files that the papers of an organisation may have; pages offer these, the server checks the content too. */
export const documentEndings = [
  'pdf',
  'docx',
  'xlsx',
  'pptx',
  'doc',
  'xls',
  'ppt',
  'wps',
  'et',
  'jpg',
  'jpeg',
  'png',
  'txt',
] as const;
export type DocumentEnding = (typeof documentEndings)[number];
