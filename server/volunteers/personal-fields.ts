/** Personal fields at rest: encrypted, indexed by key, and a masked hint for lists. The one place that knows the columns. */
import type { Id } from '../../domain/id.ts';
import type { DocumentType, IdentityDocument } from '../../domain/volunteers/identity.ts';
import { maskDocumentNumber, maskPhone } from '../../domain/masking.ts';
import { holderOfKey } from '../accounts/people/identity-keys.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { SecretBox } from '../security/secret-box.ts';

export function documentIndex(secrets: SecretBox, document: { type: DocumentType; number: string }): Buffer {
  return secrets.index('document', `${document.type} ${document.number}`);
}

export function phoneIndex(secrets: SecretBox, phone: string): Buffer {
  return secrets.index('phone', phone);
}

export function documentColumns(
  secrets: SecretBox,
  document: IdentityDocument,
): { encrypted: Buffer; index: Buffer; hint: string } {
  return {
    encrypted: secrets.encrypt(document.number),
    index: documentIndex(secrets, document),
    hint: maskDocumentNumber(document.number),
  };
}

export function phoneColumns(secrets: SecretBox, phone: string): { encrypted: Buffer; index: Buffer; hint: string } {
  return { encrypted: secrets.encrypt(phone), index: phoneIndex(secrets, phone), hint: maskPhone(phone) };
}

export type RevealedPerson = {
  readonly name: string;
  readonly birth_date: string | null;
  readonly sex: string | null;
  readonly document_type: DocumentType | null;
  readonly document_number: string | null;
  readonly phone: string | null;
};

type EncryptedRow = {
  name: string | null;
  birth_date: string | null;
  sex: string | null;
  document_type: DocumentType | null;
  document_encrypted: Buffer | null;
  phone_encrypted: Buffer | null;
};

/** Opens the encrypted fields. Callers have checked the permission and leave an audit event, or are the person. */
export async function openPersonalFields(reader: Reader, secrets: SecretBox, person: Id): Promise<RevealedPerson> {
  const row = await reader.one<EncryptedRow>(sql`
    select name, birth_date::text, sex, document_type, document_encrypted, phone_encrypted from persons where id = ${person}`);
  return {
    name: row.name ?? '',
    birth_date: row.birth_date,
    sex: row.sex,
    document_type: row.document_type,
    document_number: row.document_encrypted === null ? null : secrets.decrypt(row.document_encrypted),
    phone: row.phone_encrypted === null ? null : secrets.decrypt(row.phone_encrypted),
  };
}

/** Who holds this document, through the table whose key is the keyed hash. */
export async function personByDocument(reader: Reader, index: Buffer): Promise<Id | null> {
  return holderOfKey(reader, { kind: 'document', index });
}
