/** Stars in words, for the phone and the console. They are shown, never given: rule book and ledger decide. */
import type { Answer } from '../api/client.ts';
import { hours, number, t } from './words.ts';

export type Standing = NonNullable<Answer<'get', '/api/my/stars'>['standing']>;
export type NextStar = NonNullable<Standing['next']>;

const numerals = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

export function starName(stars: number): string {
  if (stars === 0) return t('还没有星级', 'No star yet');
  return t(`${numerals[stars] ?? stars}星`, stars === 1 ? '1 star' : `${stars} stars`);
}

/** Cut upwards, as sums are cut downwards: what is held and what is missing make the whole. */
export function missingHours(minutes: number): string {
  return number(Math.ceil(minutes / 6) / 10);
}

/** 距二星还差 173.5 小时, or by whom the next one is granted once the hours are there. */
export function nextInWords(next: NextStar): string {
  const name = starName(next.stars);
  const conditions =
    next.conditions.length === 0
      ? ''
      : t(`；另需：${next.conditions.join('、')}`, `; also needed: ${next.conditions.join(', ')}`);
  if (next.missing_minutes > 0)
    return (
      t(
        `距${name}还差 ${missingHours(next.missing_minutes)} 小时`,
        `${missingHours(next.missing_minutes)} h to ${name}`,
      ) + conditions
    );
  const by =
    next.reached_by === 'application'
      ? t('时数够了，要申请', 'hours reached, to be applied for')
      : t('时数够了，由评选产生', 'hours reached, given by selection');
  return `${name}${t('：', ': ')}${by}${conditions}`;
}

/** Which numbers were held against which book. */
export function basisInWords({ book, ...held }: Standing): string {
  const counted = held.honorary_counts
    ? t(
        `信用 ${hours(held.credit_minutes)} 加荣誉 ${hours(held.honorary_minutes)} 小时`,
        `${hours(held.credit_minutes)} credit and ${hours(held.honorary_minutes)} honorary hours`,
      )
    : t(
        `信用 ${hours(held.credit_minutes)} 小时，荣誉时数不算星级`,
        `${hours(held.credit_minutes)} credit hours; honorary hours do not count for stars`,
      );
  return t(
    `${counted}。依据：${book.issuer_name}，${book.citing}，第 ${book.version} 版`,
    `${counted}. By ${book.issuer_name}, ${book.citing}, version ${book.version}`,
  );
}

/** How far from the last step to the next, for a bar. */
export function shareOfWay({ counted_minutes: counted, next }: Standing): number {
  if (next === null) return 1;
  return Math.min(1, Math.max(0, (counted - next.from_minutes) / (next.minutes - next.from_minutes)));
}
