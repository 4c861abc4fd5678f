/** What becomes of names, keys and the way to sign in when a person goes or turns out to be registered twice. */
import { sql } from '../../db/sql.ts';
import {
  becomes,
  goes,
  keepsPerson,
  ofPerson,
  stays,
  type Going,
  type Joined,
  type PersonLine,
  type Step,
} from '../../lifecycle.ts';
import { personalColumns } from '../tables.ts';
import { dropAccount, eraseFields, removeAccounts, removeKeys } from './erase-people.ts';
import { moveAccount } from './move-account.ts';

const erase: Step<Going> = (writer, { people }) => eraseFields(writer, people);
const keysGo: Step<Going> = (writer, { people }) => removeKeys(writer, people);
const accountsGo: Step<Going> = (writer, { people }) => removeAccounts(writer, people);

const removing =
  (table: string): Step<Going> =>
  (writer, { people }) =>
    writer.run(sql`delete from ${sql.raw(table)} where person_id = any(${people}::uuid[])`);
const devicesGo = removing('known_devices');
const viewsGo = removing('saved_views');
const tilesGo = removing('demonstration_people');
const sessionsGo: Step<Going> = (writer, { people }) =>
  writer.run(sql`delete from sessions where person_id = any(${people}::uuid[]) or moved_to = any(${people}::uuid[])`);
const codesGo: Step<Going> = (writer, { known_by }) =>
  writer.run(sql`delete from sign_in_codes where phone_index = any(${known_by.phones}::bytea[])`);
const linksEnd: Step<Going> = (writer, { people }) =>
  writer.run(sql`
    update sign_in_links set ended_at = coalesce(ended_at, ${writer.now}), totp_encrypted = null where person_id = any(${people}::uuid[])`);

/** One way to sign in stays: that of the kept person where both have one. Then the duplicate is nobody any more. */
const join: Step<Joined> = async (writer, { kept_id: kept, duplicate_id: duplicate }) => {
  const both = await writer.one<{ count: number }>(
    sql`select count(*)::int from accounts where person_id in (${kept}, ${duplicate})`,
  );
  if (both.count === 2) await dropAccount(writer, duplicate);
  await moveAccount(writer, { from: duplicate, to: kept });
  await writer.run(sql`update sessions set moved_to = ${kept} where moved_to = ${duplicate}`);
  await writer.run(sql`
    update sign_in_links set ended_at = coalesce(ended_at, ${writer.now}), totp_encrypted = null where person_id = ${duplicate}`);
  await writer.run(sql`update sign_in_links set made_by = ${kept} where made_by = ${duplicate}`);
  await writer.run(sql`delete from demonstration_people where person_id = ${duplicate}`);
  await eraseFields(writer, [duplicate]);
};

const fieldsGo = {
  withdrawn: stays('the name stays with the hours, and who withdrew may come back'),
  ...goes(becomes({ emptied: personalColumns }, 'all that names the person is destroyed; the id stays', erase)),
  merged: becomes({ emptied: personalColumns }, 'once phone and keys are those of the kept person', join),
};
const stillSignsIn = stays('who withdrew still signs in to read hours and certificates');

export const personLines: readonly PersonLine[] = [
  ofPerson('accounts', 'person_id', {
    withdrawn: stillSignsIn,
    ...goes(becomes('deleted', 'nobody signs in any more', accountsGo)),
    merged: becomes('heir', 'or goes, where the kept person has a way to sign in', join),
  }),
  ofPerson('sessions', 'person_id', {
    withdrawn: stillSignsIn,
    ...goes(becomes('deleted', 'on all devices', sessionsGo)),
    merged: becomes('copied', 'the devices go on as the kept person', join),
  }),
  ofPerson('sessions', 'moved_to', {
    withdrawn: stillSignsIn,
    ...goes(becomes('deleted', 'on all devices', sessionsGo)),
    merged: becomes('heir', 'a cookie of the first of three finds the last', join),
  }),
  ofPerson('known_devices', 'person_id', {
    withdrawn: stillSignsIn,
    ...goes(becomes('deleted', 'no device is known', devicesGo)),
    merged: becomes('heir', 'the devices of one human', join),
  }),
  ofPerson('saved_views', 'person_id', {
    withdrawn: stillSignsIn,
    ...goes(becomes('deleted', 'nobody asks for them any more', viewsGo)),
    merged: becomes('heir', 'where the kept person has none of that name', join),
  }),
  ofPerson('identity_keys', 'person_id', {
    withdrawn: stays('a new registration finds the one before'),
    ...goes(becomes('deleted', 'whoever comes again comes as a new person', keysGo)),
    merged: becomes('heir', 'documents, phones and cards find the kept person', join),
  }),
  ofPerson('persons', 'id', fieldsGo),
  ofPerson('persons', 'document_index', fieldsGo),
  ofPerson('persons', 'phone_index', fieldsGo),
  ofPerson('role_grants', 'person_id', {
    withdrawn: stays('an office is held apart from volunteering'),
    ...goes(stays('says by id who held the role; an erasure is refused while one is held')),
    merged: becomes('copied', 'held by the kept person; that of the duplicate has ended', join),
  }),
  ofPerson('role_grants', 'granted_by', {
    withdrawn: stays('says by id who gave it'),
    ...goes(stays('says by id who gave it')),
    merged: becomes('heir', 'whom one brought in stays brought in by one', join),
  }),
  ...keepsPerson('role_grants', ['ended_by'], 'says by id who ended it'),
  ofPerson('grant_confirmations', 'person_id', {
    withdrawn: stays('goes with the role'),
    ...goes(stays('goes with the role')),
    merged: becomes('copied', 'goes with the role', join),
  }),
  ...keepsPerson('grant_confirmations', ['confirmed_by'], 'says by id who said yes'),
  ofPerson('sign_in_links', 'person_id', {
    withdrawn: stillSignsIn,
    ...goes(becomes({ ended: 'ended_at' }, 'a link that is still on its way opens nothing', linksEnd)),
    merged: becomes({ ended: 'ended_at' }, 'a link that is still on its way opens nothing', join),
  }),
  ofPerson('sign_in_links', 'made_by', {
    withdrawn: stays('says by id who invited'),
    ...goes(stays('says by id who invited')),
    merged: becomes('heir', 'whom one brought in stays brought in by one', join),
  }),
  ofPerson('sign_in_codes', 'phone_index', {
    withdrawn: stillSignsIn,
    erased: becomes('deleted', 'a code on its way opens nothing', codesGo),
    unimported: stays('was sent to whoever holds the phone'),
    merged: stays('is for the phone, which is that of the kept person now'),
  }),
  ...keepsPerson('sign_in_attempts', ['subject_index'], 'a keyed hash that goes with its half year (purge-sign-in.ts)'),
  ofPerson('demonstration_people', 'person_id', {
    withdrawn: stillSignsIn,
    ...goes(becomes('deleted', 'is offered no more', tilesGo)),
    merged: becomes('deleted', 'is offered no more', join),
  }),
];
