/** Every message of the product, from the tables of the nouns: what it says in either language, and where it leads. */
import { noticeTable, type NoticeKind, type NoticeTableOfAll } from './manifests.ts';
import type { Channels, NoticeEntry, ParamsOf, Reach, SubjectOf } from './notice.ts';
import { nouns } from './nouns.ts';

export { noticeTable, type NoticeKind };
export const noticeKinds = Object.keys(noticeTable) as NoticeKind[];
export type NoticeParams<K extends NoticeKind> = ParamsOf<NoticeTableOfAll[K]> & object;
export type NoticeSubject<K extends NoticeKind> = SubjectOf<NoticeTableOfAll[K]>;

/** The addresses of a kind, whichever it has. */
export type NoticeLink = { readonly desk?: string; readonly phone?: string; readonly desk_of?: 'activity' };

const entryOf = (kind: string): NoticeEntry | undefined =>
  (noticeTable as Readonly<Record<string, NoticeEntry | undefined>>)[kind];
export const linkOfKind = (kind: string): NoticeLink | undefined => entryOf(kind);

export const channelsOf = (kind: NoticeKind): Channels => noticeTable[kind].channels;

export type Channel = keyof Channels;
export type Choice = { readonly is_on: boolean; readonly may_change: boolean };

/** What a person has of a channel, after what the kind allows and what the person said. */
export function choiceOf(reach: Reach, said: boolean | null): Choice {
  if (reach === 'always' || reach === 'never') return { is_on: reach === 'always', may_change: false };
  return { is_on: said ?? reach === 'on', may_change: true };
}

export type OfferedKind = {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly in_app: Choice;
  /** Null where it never goes by text message. */
  readonly sms: Choice | null;
};
export type OfferedGroup = { readonly noun: string; readonly title: string; readonly kinds: readonly OfferedKind[] };
export type Said = { readonly in_app: boolean | null; readonly sms: boolean | null };

/** Every kind that this person may get, noun by noun, each with what holds of it now. */
export function offeredKinds(
  said: ReadonlyMap<string, Said>,
  { is_staff, language }: { readonly is_staff: boolean; readonly language: 'zh' | 'en' },
): OfferedGroup[] {
  const offered = noticeKinds.filter((kind) => is_staff || noticeTable[kind].to !== 'staff');
  return nouns.flatMap(({ name, ...title }) => {
    const kinds = offered
      .filter((kind) => kind.startsWith(`${name}.`))
      .map((kind) => {
        const { channels, title: words } = noticeTable[kind];
        return {
          kind,
          title: words[language],
          in_app: choiceOf(channels.in_app, said.get(kind)?.in_app ?? null),
          sms: channels.sms === 'never' ? null : choiceOf(channels.sms, said.get(kind)?.sms ?? null),
        };
      });
    return kinds.length === 0 ? [] : [{ noun: name, title: title[language], kinds }];
  });
}

/** The kind, where somebody may choose its channel; null where nobody may, or nobody declared it. */
export function changeable(kind: string, channel: Channel): NoticeKind | null {
  const known = noticeKinds.find((one) => one === kind);
  return known !== undefined && choiceOf(channelsOf(known)[channel], null).may_change ? known : null;
}

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
