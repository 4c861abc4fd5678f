/** Text messages of what is also told in the app: when they go, how often they are tried, and what they say. */
import type { NoticeKind } from '../notices.ts';
import { noticeSentence, noticeTable } from '../notices.ts';
import { fullMoment, minuteMs } from '../time.ts';

/** Hours of the day in Asia/Shanghai, from the first until the second; the night may lie between. */
export type QuietHours = { readonly from: number; readonly until: number };
export const defaultQuietHours: QuietHours = { from: 22, until: 7 };

/** `22-7`; the same hour twice: never quiet. Null where it says something else. */
export function readQuietHours(text: string): QuietHours | null {
  const [, from, until] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  const hours = { from: Number(from), until: Number(until) };
  return from !== undefined && hours.from < 24 && hours.until < 24 ? hours : null;
}

export function isQuiet(now: Date, { from, until }: QuietHours): boolean {
  const hour = Number(fullMoment(now).slice(11, 13));
  return from <= until ? hour >= from && hour < until : hour >= from || hour < until;
}

/** A phone gets no more than this in a day; what is beyond stands in the app. */
export const textMessagesPerDay = 10;
/** What could not go within a day would only confuse. */
export const textMessageLifeMs = 24 * 60 * minuteMs;
/** Meanwhile nobody else takes it; a process that dies leaves it to be tried again. */
export const textMessageLeaseMs = 10 * minuteMs;
const waitMinutes = [1, 5, 30];

/** After so many tries in vain: when to try again, or null when enough is enough. */
export function nextTry(tries: number, now: Date): Date | null {
  const minutes = waitMinutes[tries - 1];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * minuteMs);
}

/** As many characters as one text message holds. */
export const textMessageLength = 70;
const leastWords = 20;

/** The sentence, cut so that it fits one text message together with the link and a space; where the address leaves too little room, what kind it is. */
export function textMessageOf(kind: NoticeKind, params: Readonly<Record<string, unknown>>, link: string): string {
  const sentence = noticeSentence(kind, params, 'zh');
  const room = textMessageLength - link.length - 1;
  if (sentence.length <= room) return sentence;
  if (room < leastWords) return noticeTable[kind].title.zh;
  // half of a rare character is none
  return `${sentence.slice(0, room - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
