import { lazyRequire } from '../lazy-require.ts';

const pinyinPro = lazyRequire<typeof import('pinyin-pro')>('pinyin-pro');
const heads = new Map<string, readonly string[]>();
const characters = new Map<string, string>();
const han = /\p{Script=Han}/u;

/**
 * What a search by letters finds: "zengchangan zca". Surnames are read as surnames (曾 is zeng, 单 is shan). The
 * two first characters and each later one are looked up once in the life of the process: a roster of 50,000
 * names has some hundreds of them.
 */
export function personPinyin(name: string): string {
  if (!han.test(name)) return spelt(name.split(/[^\p{L}\d]+/u).filter((word) => word !== ''));
  const letters = [...name];
  const head = letters.slice(0, 2).join('');
  const syllables = [
    ...remembered(heads, head, () =>
      pinyinPro().pinyin(head, { toneType: 'none', type: 'array', nonZh: 'consecutive', surname: 'head' }),
    ),
    ...letters
      .slice(2)
      .map((letter) =>
        han.test(letter)
          ? remembered(characters, letter, () => pinyinPro().pinyin(letter, { toneType: 'none' }))
          : letter,
      ),
  ];
  return spelt(syllables);
}

function spelt(parts: readonly string[]): string {
  return `${parts.join('')} ${parts.map((part) => part[0] ?? '').join('')}`.toLowerCase().replace(/[^a-z0-9 ]/g, '');
}

const most = 50_000;

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= most) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}
