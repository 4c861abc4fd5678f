import { plain } from '../../../domain/files/characters.ts';
import { maskPhone } from '../../../domain/masking.ts';
import type { Id } from '../../../domain/id.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';

export type AccountRow = {
  person_id: Id;
  name: string | null;
  password_hash: string | null;
  totp_encrypted: Buffer | null;
  totp_confirmed_at: Date | null;
  totp_last_step: number | null;
  is_staff: boolean;
};

const accountColumns = sql`
  a.person_id, p.name, a.password_hash, a.totp_encrypted, a.totp_confirmed_at, a.totp_last_step, a.is_staff`;

export async function accountOfPhone(writer: Writer, phoneIndex: Buffer): Promise<AccountRow | undefined> {
  const key = await writer.maybe<{ person_id: Id }>(
    sql`select person_id from identity_keys where kind = 'sign_in_phone' and index = ${phoneIndex}`,
  );
  return key && accountOfPerson(writer, key.person_id);
}

export async function accountOfPerson(writer: Writer, personId: Id): Promise<AccountRow | undefined> {
  return writer.maybe<AccountRow>(sql`
    select ${accountColumns} from accounts a join persons p on p.id = a.person_id where a.person_id = ${personId} for update of a`);
}

/** Whose phone this is and who signs in by none; keys lie by their value, so who has one is asked by ids. */
async function withoutSignIn(writer: Writer, phoneIndex: Buffer): Promise<{ id: Id }[]> {
  const people = await writer.all<{ id: Id }>(
    sql`select id from persons where phone_index = ${phoneIndex} and erased_at is null`,
  );
  const keys = await writer.all<{ person_id: Id }>(
    sql`select person_id from identity_keys where kind = 'sign_in_phone' and person_id = any(${people.map((one) => one.id)}::uuid[])`,
  );
  const holders = new Set(keys.map((key) => key.person_id));
  return people.filter((one) => !holders.has(one.id));
}

/**
 * The account behind a phone whose owner has just proven it. A person whom staff registered with this phone gets the
 * account, where exactly one such person exists; otherwise a new person begins, and duplicates are merged by request.
 */
export async function openAccount(writer: Writer, phone: string): Promise<{ account: AccountRow; is_new: boolean }> {
  const index = writer.secrets.index('phone', phone);
  const known = await accountOfPhone(writer, index);
  if (known) return { account: known, is_new: false };
  const same = await withoutSignIn(writer, index);
  const one = same.length === 1 ? same[0] : undefined;
  const personId = one?.id ?? (await newPerson(writer, phone, index, null));
  await writer.run(
    sql`insert into identity_keys (kind, index, person_id) values ('sign_in_phone', ${index}, ${personId})`,
  );
  await writer.run(sql`
    insert into accounts (person_id, created_at) values (${personId}, ${writer.now}) on conflict (person_id) do nothing`);
  const account = await accountOfPerson(writer, personId);
  if (!account) throw new Error('the account was just written');
  return { account, is_new: one === undefined };
}

export async function newPerson(writer: Writer, phone: string, index: Buffer, name: string | null): Promise<Id> {
  const id = writer.newId();
  await writer.run(sql`
    insert into persons (id, name, phone_encrypted, phone_index, phone_hint, created_at)
    values (${id}, ${name === null ? null : plain(name).normalize('NFC')}, ${writer.secrets.encrypt(phone)}, ${index}, ${maskPhone(phone)}, ${writer.now})`);
  return id;
}
