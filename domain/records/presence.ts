/** How a presence is known, how strong that is, and which balance it may feed. */
import type { TimeCountingBody } from '../organizations/rule-books/time-counting.ts';

export const presenceSources = [
  'rotating_code',
  'staff_scan',
  'short_code',
  'staff_typed',
  'self_located',
  'late_code',
  'staff_named',
  'import',
  'back_fill',
  'self_declared',
] as const;
export type PresenceSource = (typeof presenceSources)[number];

export type Balance = 'credit_minutes' | 'honorary_minutes';
export type Seal = '签' | '位' | '传' | '名' | '导' | '补' | '报';
type SourceEntry = {
  readonly seal: Seal;
  readonly strength: 1 | 2 | 3 | 4 | 5;
  readonly balance: Balance;
  readonly people: 0 | 1 | 2;
  readonly zh: string;
  readonly en: string;
};

/** `people` is how many people of the organisation must agree: no single person creates hours. */
export const sourceTable = {
  rotating_code: {
    seal: '签',
    strength: 5,
    balance: 'credit_minutes',
    people: 1,
    zh: '签到签退',
    en: 'checked in and out',
  },
  staff_scan: {
    seal: '签',
    strength: 5,
    balance: 'credit_minutes',
    people: 1,
    zh: '队长扫码签到',
    en: 'scanned by the leader',
  },
  short_code: { seal: '签', strength: 4, balance: 'credit_minutes', people: 1, zh: '短码签到', en: 'typed short code' },
  staff_typed: {
    seal: '签',
    strength: 4,
    balance: 'credit_minutes',
    people: 1,
    zh: '队长输卡上短码',
    en: 'card digits typed by the leader',
  },
  self_located: {
    seal: '位',
    strength: 3,
    balance: 'credit_minutes',
    people: 1,
    zh: '现场定位',
    en: 'located on site',
  },
  late_code: { seal: '传', strength: 3, balance: 'credit_minutes', people: 1, zh: '离线补传', en: 'code sent late' },
  staff_named: {
    seal: '名',
    strength: 2,
    balance: 'credit_minutes',
    people: 2,
    zh: '凭编号姓名登记',
    en: 'by number and name',
  },
  import: { seal: '导', strength: 2, balance: 'honorary_minutes', people: 2, zh: '批量导入', en: 'imported' },
  back_fill: { seal: '补', strength: 2, balance: 'honorary_minutes', people: 2, zh: '事后补录', en: 'back-filled' },
  self_declared: {
    seal: '报',
    strength: 1,
    balance: 'honorary_minutes',
    people: 1,
    zh: '本人申报',
    en: 'declared by the person',
  },
} as const satisfies Record<PresenceSource, SourceEntry>;

export const sealNames = {
  签: { zh: '签到签退', en: 'checked in and out' },
  位: { zh: '现场定位', en: 'located on site' },
  传: { zh: '离线补传', en: 'code sent late' },
  名: { zh: '凭编号姓名', en: 'by number and name' },
  导: { zh: '批量导入', en: 'imported' },
  补: { zh: '事后补录', en: 'back-filled' },
  报: { zh: '本人申报', en: 'declared' },
} as const satisfies Record<Seal, { readonly zh: string; readonly en: string }>;
export const seals = Object.keys(sealNames) as [Seal, ...Seal[]];

/** What rests on the word of one person, so that another one confirms it. */
export const onOneWord: readonly PresenceSource[] = presenceSources.filter((source) => sourceTable[source].people > 1);

/** A pair is only as strong as its weaker end. */
export function pairSource(checkIn: PresenceSource, checkOut: PresenceSource): PresenceSource {
  return sourceTable[checkOut].strength < sourceTable[checkIn].strength ? checkOut : checkIn;
}

/** A code that is sent after its minute could have been passed on as a photograph: it counts, with less weight, beside the minutes wherever they stand. */
export function sourceOfCode(source: 'rotating_code' | 'short_code', isLate: boolean): PresenceSource {
  return isLate ? 'late_code' : source;
}

export function balanceOf(source: PresenceSource): Balance {
  return sourceTable[source].balance;
}

/** Where a person stands is kept as inside or outside and the accuracy, never as a track (PIPL). */
export type FenceReading = { readonly inside: boolean; readonly accuracy_meters: number };
export type Point = { readonly latitude: number; readonly longitude: number };

export function distanceMeters(a: Point, b: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const height = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const width =
    Math.cos(radians(a.latitude)) *
    Math.cos(radians(b.latitude)) *
    Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(height + width)));
}

/** Poor accuracy does not widen the fence: at most half the fence's radius is forgiven. */
export function readFence(
  at: Point & { readonly accuracy_meters: number },
  center: Point,
  radiusMeters: number,
): FenceReading {
  const forgiven = Math.min(at.accuracy_meters, radiusMeters / 2);
  return {
    inside: distanceMeters(at, center) <= radiusMeters + forgiven,
    accuracy_meters: Math.round(at.accuracy_meters),
  };
}

export function selfLocatedAllowed(plannedPeople: number, body: Pick<TimeCountingBody, 'self_located'>): boolean {
  return body.self_located.allowed && plannedPeople >= body.self_located.from_people;
}
