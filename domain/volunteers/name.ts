/** Names as written on the document, in one normal form. */
import { plain } from '../files/characters.ts';
import { problem } from '../problem.ts';

const dots = /[·•・･‧∙⋅●．.。]/gu; // every dot seen between the parts of minority names
const han = /\p{Script=Han}/u;
/** Which of several drawings of one character a font should show; no other character. */
const variations = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const allowed = /[\p{Script=Han}\p{L}\p{M}·'’\- 〇]/u;

/** 张 三 -> 张三; 阿卜杜拉•买买提 -> 阿卜杜拉·买买提; MARY  ann -> MARY ann */
export function normalizeName(raw: string): string {
  const text = plain(raw.replace(variations, '')).normalize('NFC');
  if (!han.test(text)) return text;
  return text
    .replaceAll(' ', '')
    .replace(dots, '·')
    .replace(/^·+|·+$/g, '');
}

export function readName(raw: string): string {
  const name = normalizeName(raw);
  if (name === '') throw problem('volunteers.name_missing', {}, 'name');
  const wrong = [...name].find((character) => !allowed.test(character) && !(character === '.' && !han.test(name)));
  if (wrong !== undefined) throw problem('volunteers.name_character', { character: wrong }, 'name');
  const length = [...name].length;
  if (length < 2 || length > 50) throw problem('volunteers.name_length', { length }, 'name');
  return name;
}

/** Two spellings of one person's name compare equal: dots, spaces and case do not count. */
export function nameKey(name: string): string {
  return normalizeName(name)
    .replace(/[· '’\-.]/g, '')
    .toLowerCase();
}
