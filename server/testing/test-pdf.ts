/** What stands where on a printed sheet, as poppler reads it. */
import { execFileSync, spawnSync } from 'node:child_process';

export const readsPdf = spawnSync('pdftotext', ['-v']).error === undefined;

export type Word = {
  readonly page: number;
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
/** Marks that only allow a line to break are no text. */
const shown = (text: string): string => unescape(text).replace(/[\u200b\u00ad]/g, '');

export function wordsOf(pdf: Buffer): Word[] {
  const html = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf }).toString('utf8');
  return html
    .split('<page ')
    .slice(1)
    .flatMap((part, index) =>
      [
        ...part.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g),
      ].map(([, left, top, right, bottom, text]) => ({
        page: index + 1,
        text: shown(text ?? ''),
        left: Number(left),
        top: Number(top),
        right: Number(right),
        bottom: Number(bottom),
      })),
    );
}

/** All text in the order in which it was set, without the blanks between lines and words. */
export function textOf(pdf: Buffer): string {
  return shown(execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf }).toString('utf8')).replace(/\s/g, '');
}

/**
 * Words of several letters that lie on each other by more than a point each way. A single letter is of a seal, the spine
 * or the watermark, which are laid behind.
 */
export function overlaps(words: readonly Word[]): string[] {
  const long = words.filter((word) => [...word.text].length > 1);
  return long.flatMap((one, index) =>
    long
      .slice(index + 1)
      .filter(
        (other) =>
          one.page === other.page &&
          Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
          Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 3,
      )
      .map((other) => `${one.text} / ${other.text}`),
  );
}
