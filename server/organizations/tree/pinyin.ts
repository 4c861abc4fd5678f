import { lazyRequire } from '../../lazy-require.ts';

const pinyinPro = lazyRequire<typeof import('pinyin-pro')>('pinyin-pro');

/** What a search by letters finds: "qingyuanshi qys". */
export function pinyinOf(name: string): string {
  const full = pinyinPro().pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' });
  return `${full.join('')} ${full.map((syllable) => syllable[0] ?? '').join('')}`
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, '');
}
