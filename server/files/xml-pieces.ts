/** Reads XML that comes in pieces of text. Names are told without their prefix; there is no document type, no outside entity. */
import { problem } from '../../domain/problem.ts';

export type XmlListener = {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
};
export type XmlReader = { feed(text: string): void; end(): void };

const longestToken = 2 ** 20; // a cell holds 32,767 characters

export function readXml(on: XmlListener): XmlReader {
  let rest = '';
  return {
    feed(text) {
      rest = rest === '' ? text : rest + text;
      rest = rest.slice(readTokens(rest, on));
      if (rest.length > longestToken) throw problem('files.damaged');
    },
    end() {
      if (rest.trim() !== '') throw problem('files.damaged');
    },
  };
}

/** Tells all whole tokens; answers where the first one begins that goes on in the next piece. */
function readTokens(text: string, on: XmlListener): number {
  let at = 0;
  for (;;) {
    const start = text.indexOf('<', at);
    if (start < 0) return at;
    if (start > at) on.text(decoded(text.slice(at, start)));
    const next = text.charCodeAt(start + 1);
    if (next === exclamation || next === question) {
      const after = skipped(text, start, on);
      if (after < 0) return start;
      at = after;
      continue;
    }
    const end = endOfTag(text, start + 1);
    if (end < 0) return start;
    tellTag(text.slice(start + 1, end), on);
    at = end + 1;
  }
}

const [exclamation, question, slash, greater, doubleQuote, singleQuote] = [33, 63, 47, 62, 34, 39];

function endOfTag(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (quote !== 0) {
      if (character === quote) quote = 0;
    } else if (character === greater) return at;
    else if (character === doubleQuote || character === singleQuote) quote = character;
  }
  return -1;
}

function tellTag(tag: string, on: XmlListener): void {
  if (tag.charCodeAt(0) === slash) return on.close(withoutPrefix(tag.slice(1).trimEnd()));
  const isWhole = tag.charCodeAt(tag.length - 1) === slash;
  const space = tag.search(/[\s/]/);
  const name = withoutPrefix(space < 0 ? tag : tag.slice(0, space));
  on.open(name, space < 0 ? '' : tag.slice(space));
  if (isWhole) on.close(name);
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Comments, instructions, raw text; -1 where one goes on in the next piece. */
function skipped(text: string, start: number, on: XmlListener): number {
  const until = (mark: string, from: number): number => {
    const end = text.indexOf(mark, from);
    return end < 0 ? -1 : end + mark.length;
  };
  if (text.startsWith('<?', start)) return until('?>', start);
  if (text.startsWith('<!--', start)) return until('-->', start + 4);
  if (text.startsWith('<![CDATA[', start)) {
    const after = until(']]>', start);
    if (after > 0) on.text(text.slice(start + 9, after - 3));
    return after;
  }
  if (text.length - start < 9) return -1;
  throw problem('files.damaged');
}

const patterns = new Map<string, RegExp>();

/** The value of an attribute, or undefined. */
export function attributeOf(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (pattern === undefined) patterns.set(name, pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`));
  const found = pattern.exec(attributes);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : decoded(value);
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
