/**
 * Reads XML that comes in pieces of text, by a strict parser: what is not well-formed is refused. Names are told without
 * their prefix, whatever prefix the writer chose. A document type could declare entities, so it is refused unread.
 */
import { SaxesParser, type SaxesAttributeNS } from 'saxes';
import { problem } from '../../domain/problem.ts';

export type XmlAttributes = Readonly<Record<string, SaxesAttributeNS>>;
export type XmlListener = {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  text(text: string): void;
};
export type XmlReader = { feed(text: string): void; end(): void };

const refuse = (): never => { throw problem('files.damaged'); };

export function readXml(on: XmlListener): XmlReader {
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', (tag) => on.open(tag.local, tag.attributes));
  parser.on('closetag', (tag) => on.close(tag.local));
  parser.on('text', (text) => on.text(text));
  parser.on('cdata', (text) => on.text(text));
  return { feed: (text) => { parser.write(text); }, end: () => { parser.close(); } };
}

export async function readXmlPieces(pieces: AsyncIterable<string> | Iterable<string>, on: XmlListener): Promise<void> {
  const xml = readXml(on);
  for await (const piece of pieces) xml.feed(piece);
  xml.end();
}

/** The value of an attribute that stands in no namespace, or undefined. */
export function attributeOf(attributes: XmlAttributes, name: string): string | undefined {
  return attributes[name]?.value;
}

/** The value of an attribute by its name without prefix, where it has one: r:id, rel:id. */
export function prefixedAttribute(attributes: XmlAttributes, name: string): string | undefined {
  for (const attribute of Object.values(attributes)) if (attribute.local === name && attribute.prefix !== '') return attribute.value;
  return undefined;
}

/** xsd:boolean */
export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';
