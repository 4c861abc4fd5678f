/** Every message of the product, from the tables of the nouns: what it says in either language, and where it leads. */
import { noticeTable, type NoticeKind, type NoticeTableOfAll } from './manifests.ts';
import type { NoticeEntry, ParamsOf, SubjectOf } from './notice.ts';

export { noticeTable, type NoticeKind };
export const noticeKinds = Object.keys(noticeTable) as NoticeKind[];
export type NoticeParams<K extends NoticeKind> = ParamsOf<NoticeTableOfAll[K]> & object;
export type NoticeSubject<K extends NoticeKind> = SubjectOf<NoticeTableOfAll[K]>;

/** The addresses of a kind, whichever it has. */
export type NoticeLink = { readonly desk?: string; readonly phone?: string; readonly desk_of?: 'activity' };

const entryOf = (kind: string): NoticeEntry | undefined =>
  (noticeTable as Readonly<Record<string, NoticeEntry | undefined>>)[kind];
export const linkOfKind = (kind: string): NoticeLink | undefined => entryOf(kind);

export function noticeSentence(kind: string, params: Readonly<Record<string, unknown>>, language: 'zh' | 'en'): string {
  const sentence = entryOf(kind)?.[language] ?? (language === 'zh' ? '您有一条新消息' : 'You have a new message');
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => inWords(params[name]));
}

function inWords(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The last id in what was stored with the message: what it is about. */
export const subjectOf = (stored: string | null): string | null => stored?.match(uuid)?.at(-1) ?? null;

/** `opensDesk`: whether this reader may open the desk page of this message. Null where the reader has no page of it. */
export function noticeAddress(kind: string, stored: string | null, opensDesk: boolean): string | null {
  const link = linkOfKind(kind);
  const subject = subjectOf(stored);
  const filled = (pattern: string | undefined): string | null =>
    pattern === undefined || (pattern.includes(':id') && subject === null)
      ? null
      : pattern.replace(':id', subject ?? '');
  return (opensDesk ? filled(link?.desk) : null) ?? filled(link?.phone);
}
