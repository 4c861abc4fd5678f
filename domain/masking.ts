/**
 * The one masking policy. Differently masked lists can be joined to rebuild a number,
 * so every list, export, log and public page uses these functions and nothing else.
 */
const circles = '○○○○';

/** 林晓禾 -> 林○○: the same two circles whatever the length, so that a length tells nothing. */
export function maskName(name: string): string {
  const first = [...name.trim()][0];
  return first === undefined ? '' : `${first}○○`;
}

/** 440106199001014028 -> 4401○○○○28; a short number shows its first and last character only. */
export function maskDocumentNumber(number: string): string {
  if (number === '') return '';
  return number.length >= 15
    ? `${number.slice(0, 4)}${circles}${number.slice(-2)}`
    : `${number.slice(0, 1)}${circles}${number.slice(-1)}`;
}

/** 13812345207 -> 138○○○○5207; +85291234567 -> +852○○○○67 */
export function maskPhone(phone: string): string {
  if (phone === '') return '';
  return phone.startsWith('+')
    ? `${phone.slice(0, 4)}${circles}${phone.slice(-2)}`
    : `${phone.slice(0, 3)}${circles}${phone.slice(-4)}`;
}
