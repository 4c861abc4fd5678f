/**
 * Names that claim to be somebody else: a body above, a body of another division, or a word of the whole country. The
 * words are this product's default, taken from no regulation.
 */
import { plain } from '../files/characters.ts';

export type ClaimLevel = 'nation' | 'province' | 'city' | 'county';
export const claimLevels = ['nation', 'province', 'city', 'county'] as const satisfies readonly ClaimLevel[];
export const claimLevelNames: Readonly<Record<ClaimLevel, { zh: string; en: string }>> = {
  nation: { zh: '全国', en: 'national' },
  province: { zh: '省级', en: 'provincial' },
  city: { zh: '市级', en: 'city' },
  county: { zh: '县级', en: 'county' },
};

/** Traditional forms that occur in names of bodies and places; the rest of a name is compared as it is written. */
const traditional =
  '團团國国會会協协願愿務务華华聯联總总機机關关黨党員员辦办處处隊队區区縣县鄉乡鎮镇廣广東东蘇苏陝陕雲云貴贵寧宁慶庆龍龙遼辽灣湾臺台際际軍军門门聞闻學学義义産产產产農农業业長长馬马師师動动無无導导領领導导組组織织體体實实驗验嶺岭陽阳陰阴漢汉濟济';
const simplified: ReadonlyMap<string, string> = new Map(
  Array.from(traditional).flatMap((letter, index, all) =>
    index % 2 === 0 ? [[letter, all[index + 1] ?? letter] as const] : [],
  ),
);

/** What two names share that look alike: width, radicals, invisible marks, blanks, dots and brackets, case, traditional forms. */
export function foldName(name: string): string {
  const letters = plain(name)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return [...letters].map((letter) => simplified.get(letter) ?? letter).join('');
}

const national = [
  '共青团中央',
  '团中央',
  '中共中央',
  '党中央',
  '国务院',
  '中央文明办',
  '中国共产主义青年团',
  '中国青年志愿者协会',
  '中国志愿服务联合会',
  '中华志愿者协会',
  '全国青联',
  '全国学联',
  '全国人大',
  '全国政协',
];
const wordsOfTheCountry = '(?:中国|全国|国家|国际|世界|中华|中央|全军)';
/** Streets, parks and quarters carry these words as well. */
const placeAfter = '(?!.{0,2}(?:路|街|道|巷|里|村|公园|广场|社区|小区|花园|花苑|城|学校|酒店|机场|日|周|节))';
const rules: readonly { readonly level: ClaimLevel; readonly form: RegExp; readonly titles: boolean }[] = [
  { level: 'nation', form: new RegExp(national.join('|')), titles: true },
  { level: 'nation', form: new RegExp(`^${wordsOfTheCountry}${placeAfter}`), titles: false },
  { level: 'nation', form: new RegExp(`${wordsOfTheCountry}(?:青年|学生)?(?:志愿|义工)(?!者日)`), titles: false },
  { level: 'province', form: /团(?:.{1,8})?(?:省委|自治区委|自治区团委)/, titles: true },
  { level: 'city', form: /团(?:.{1,10})?(?:市委|州委|盟委|地委)/, titles: true },
  { level: 'county', form: /团(?:.{1,10})?(?:县委|区委|旗委)/, titles: true },
];
/** A title may speak of a body whose words are studied or followed. */
const speaksOf = /学习|贯彻|落实|响应|传达|宣讲|致敬/;

/** The reserved word in a name and the level that may use it; the highest, or null. */
export function reservedWord(
  name: string,
  what: 'organization' | 'title',
): { readonly word: string; readonly level: ClaimLevel } | null {
  const folded = foldName(name);
  for (const { level, form, titles } of rules) {
    const found = what === 'title' && !titles ? null : form.exec(folded);
    if (found && !(what === 'title' && speaksOf.test(folded.slice(0, found.index)))) return { word: found[0], level };
  }
  return null;
}

const divisionEnding =
  /(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|自治旗|地区|省|市|区|县|旗|盟|州)$/;
function stemOf(division: string): string {
  const stem = foldName(division).replace(divisionEnding, '');
  return stem.length > 1 ? stem : foldName(division);
}
const bodyPhrase =
  /^(?:委员会|委|团委|共青团|(?:青年|大学生|学生)?(?:志愿|义工)|青联|青年联合会|学联|文明办|民政局|民政厅|党群)/;

const namesPlace = (rest: string, places: readonly string[]): boolean =>
  places.some((place) => rest.includes(stemOf(place)));

/** Speaks as the body of a division: 广东省青年志愿者协会, 广东义工联, and neither 广东省第一中学 nor what names a place of its own behind it. */
export function speaksFor(name: string, division: string, byStem: boolean, ownPlaces: readonly string[] = []): boolean {
  const folded = foldName(name).replace(/^(?:中国共产主义青年团|共青团)/, '');
  return [foldName(division), ...(byStem ? [stemOf(division)] : [])].some(
    (lead) =>
      folded.startsWith(lead) &&
      bodyPhrase.test(folded.slice(lead.length)) &&
      !namesPlace(folded.slice(lead.length), ownPlaces),
  );
}

/** Carries the name of a body, alone or in front; what names a place of its own behind it says whose part it is. */
export function carriesName(name: string, body: string, ownPlaces: readonly string[]): boolean {
  const [folded, of] = [foldName(name), foldName(body)];
  if (folded === of) return true;
  return folded.startsWith(of) && !namesPlace(folded.slice(of.length), ownPlaces);
}
