/** What files hang on, and for each how large, of which kinds and how many they may be. Pages offer these, the server holds to them. */
import { documentEndings, type DocumentEnding } from '../files/document-endings.ts';

export type AttachmentLimits = {
  readonly most_bytes: number;
  readonly most_pixels: number;
  readonly endings: readonly DocumentEnding[];
  /** On one subject. */
  readonly most: number;
};

export const attachmentSubjects = {
  organization_document: { most_bytes: 20 * 2 ** 20, most_pixels: 50_000_000, endings: documentEndings, most: 1 },
  hours_evidence: { most_bytes: 20 * 2 ** 20, most_pixels: 50_000_000, endings: documentEndings, most: 9 },
  /** Printed by the platform; nobody sends one. */
  certificate: { most_bytes: 20 * 2 ** 20, most_pixels: 0, endings: ['pdf'], most: 1 },
} as const satisfies Readonly<Record<string, AttachmentLimits>>;

export type AttachmentSubject = keyof typeof attachmentSubjects;
export const attachmentSubjectNames = Object.keys(attachmentSubjects) as [AttachmentSubject, ...AttachmentSubject[]];
export const isAttachmentSubject = (name: string): name is AttachmentSubject => Object.hasOwn(attachmentSubjects, name);

/** A file is sent in pieces of this size, so that a line that breaks costs no more than one of them. */
export const pieceBytes = 2 ** 20;
/** What was sent and never used goes after this. */
export const unusedDays = 1;
/** Files that one person has sent and not used, and how much of them. */
export const mostUnused = 60;
export const mostUnusedBytes = 300 * 2 ** 20;

/** In MB with one digit, as sentences say it: a file that is a little too large must not seem to fit. */
export const megabytes = (bytes: number): number => Math.ceil((bytes / 2 ** 20) * 10) / 10;

/** The last part of what a browser calls the file, without what a path or a header could be made of. */
export function plainFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/\p{Cc}/gu, '')
    .replace(/\.{2,}/g, '.')
    .trim();
  return plain.slice(-120);
}
export const megapixels = (pixels: number): number => Math.ceil(pixels / 100_000) / 10;
