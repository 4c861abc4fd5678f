/**
 * Reads XML that comes in pieces of text, by a strict parser: what is not well-formed is refused. Names are told without
 * their prefix, whatever prefix the writer chose. A document type could declare entities, so it is refused unread.
 */
import { SaxesParser } from 'saxes';
import { problem } from '../../domain/problem.ts';

export type XmlAttributes = Readonly<Record<string, string>>;
export type XmlListener = {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  text(text: string): void;
};
export type XmlReader = { feed(text: string): void; end(): void };

const refuse = (): never => {
  throw problem('files.damaged');
};

export function readXml(on: XmlListener): XmlReader {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', (tag) => on.open(withoutPrefix(tag.name), tag.attributes));
  parser.on('closetag', (tag) => on.close(withoutPrefix(tag.name)));
  parser.on('text', (text) => on.text(text));
  parser.on('cdata', (text) => on.text(text));
  return {
    feed: (text) => {
      parser.write(text);
    },
    end: () => {
      parser.close();
    },
  };
}

/** Prefixes are told apart here: resolving each of a million names would cost a quarter more. */
function withoutPrefix(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

export async function readXmlPieces(pieces: AsyncIterable<string> | Iterable<string>, on: XmlListener): Promise<void> {
  const xml = readXml(on);
  for await (const piece of pieces) xml.feed(piece);
  xml.end();
}

/** The value of an attribute that stands in no namespace, or undefined. */
export function attributeOf(attributes: XmlAttributes, name: string): string | undefined {
  return attributes[name];
}

/** The value of an attribute by its name without prefix, where it has one: r:id, rel:id. */
export function prefixedAttribute(attributes: XmlAttributes, name: string): string | undefined {
  return Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1];
}

/** xsd:boolean */
export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';
