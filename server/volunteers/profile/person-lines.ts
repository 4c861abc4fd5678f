/** What becomes of skills, covers, cards, honours and matters when a person goes or turns out to be registered twice. */
import { noteRemoved, removedKey, type RemovedRow } from '../../db/removed-rows.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
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

async function removeSkills(writer: Writer, own: Sql): Promise<void> {
  const removed = await writer.all<RemovedRow>(
    sql`delete from volunteer_skills r where ${own} returning ${removedKey.volunteer_skills}`,
  );
  await noteRemoved(writer, 'volunteer_skills', removed);
}
const skillsGo: Step<Going> = (writer, { people }) =>
  removeSkills(writer, sql`r.volunteer_id = any(${people}::uuid[])`);
/** Those that the kept one has as well stay as they are there. */
const joinSkills: Step<Joined> = async (writer, { kept_id: kept, duplicate_id: duplicate }) => {
  await writer.run(sql`
    insert into volunteer_skills (volunteer_id, skill, certificate, valid_until, verified_by, verified_at)
    select ${kept}, skill, certificate, valid_until, verified_by, verified_at from volunteer_skills where volunteer_id = ${duplicate} on conflict do nothing`);
  await removeSkills(writer, sql`r.volunteer_id = ${duplicate}`);
};

const eraseCovers: Step<Going> = (writer, { people }) =>
  writer.run(
    sql`update insurance_covers set insurer = '', policy_number = '' where volunteer_id = any(${people}::uuid[])`,
  );
const copyCovers: Step<Joined> = (writer, { kept_id: kept, duplicate_id: duplicate }) =>
  writer.run(sql`
    insert into insurance_covers (volunteer_id, id, insurer, policy_number, valid_from, valid_until, recorded_at)
    select ${kept}, id, insurer, policy_number, valid_from, valid_until, recorded_at from insurance_covers where volunteer_id = ${duplicate} on conflict do nothing`);

const eraseHonours: Step<Going> = (writer, { people }) =>
  writer.run(sql`
    update honours set title = '', document = '', strike_reason = null, issuer_name = case when issuer_name is null then null else '' end
    where volunteer_id = any(${people}::uuid[])`);
const copyHonours: Step<Joined> = (writer, { kept_id: kept, duplicate_id: duplicate }) =>
  writer.run(sql`
    insert into honours (volunteer_id, id, title, issuer_id, issuer_name, issued_on, document, recorded_by, recorded_at, confirmed_by, confirmed_at)
    select ${kept}, id, title, issuer_id, issuer_name, issued_on, document, recorded_by, recorded_at, confirmed_by, confirmed_at from honours where volunteer_id = ${duplicate} and struck_at is null on conflict do nothing`);

const endCards = (writer: Writer, own: Sql): Promise<void> =>
  writer.run(sql`
    update card_bindings set number_encrypted = null, number_hint = '', unbound_at = coalesce(unbound_at, ${writer.now}) where ${own}`);
const cardsGo: Step<Going> = (writer, { people }) => endCards(writer, sql`volunteer_id = any(${people}::uuid[])`);
const joinCards: Step<Joined> = async (writer, { kept_id: kept, duplicate_id: duplicate }) => {
  await writer.run(sql`
    insert into card_bindings (volunteer_id, id, kind, number_encrypted, number_hint, bound_at)
    select ${kept}, id, kind, number_encrypted, number_hint, bound_at from card_bindings where volunteer_id = ${duplicate} and unbound_at is null on conflict do nothing`);
  await endCards(writer, sql`volunteer_id = ${duplicate}`);
};

const eraseMatters: Step<Going> = (writer, { people }) =>
  writer.run(sql`
    update rights_matters set title = '', content = '', answer = case when answer is null then null else '' end, closed_at = coalesce(closed_at, ${writer.now})
    where volunteer_id = any(${people}::uuid[])`);
/** The branch may list whoever it likes; it may not keep whoever asked to be forgotten. */
const leagueMembersGo: Step<Going> = async (writer, { known_by }) => {
  const removed = await writer.all<RemovedRow>(sql`
    delete from league_members r where r.document_index = any(${known_by.documents}::bytea[]) returning ${removedKey.league_members}`);
  await noteRemoved(writer, 'league_members', removed);
};

const comesBack = stays('stays for whoever comes back');

export const profileLines: readonly PersonLine[] = [
  ofPerson('volunteer_skills', 'volunteer_id', {
    withdrawn: comesBack,
    ...goes(becomes('deleted', 'nobody is asked for them', skillsGo)),
    merged: becomes('heir', 'the kept one has them, or had them already', joinSkills),
  }),
  ...keepsPerson('volunteer_skills', ['verified_by'], 'says by id who saw the certificate'),
  ofPerson('insurance_covers', 'volunteer_id', {
    withdrawn: comesBack,
    ...goes(becomes({ emptied: ['insurer', 'policy_number'] }, 'the days stay: the hours rested on them', eraseCovers)),
    merged: becomes('copied', 'holds for the human, and on the days under both', copyCovers),
  }),
  ofPerson('card_bindings', 'volunteer_id', {
    withdrawn: stays('the card is proof of the hours'),
    ...goes(becomes({ emptied: ['number_encrypted', 'number_hint'] }, 'the binding has ended', cardsGo)),
    merged: becomes('copied', 'bound to the kept one; that of the duplicate has ended without its number', joinCards),
  }),
  ofPerson('honours', 'volunteer_id', {
    withdrawn: comesBack,
    ...goes(
      becomes(
        { emptied: ['title', 'document'] },
        'who gave one, and when, stays for the sums of the issuer',
        eraseHonours,
      ),
    ),
    merged: becomes('copied', 'what stands holds for the kept one too', copyHonours),
  }),
  ...keepsPerson('honours', ['recorded_by', 'confirmed_by'], 'says by id who answers for the honour'),
  ofPerson('rights_matters', 'volunteer_id', {
    withdrawn: stays('is answered all the same'),
    ...goes(becomes({ emptied: ['title', 'content', 'answer'] }, 'it is closed', eraseMatters)),
    merged: stays('read over all registrations; the person who stays is told of the answer'),
  }),
  ...keepsPerson('rights_matters', ['answered_by'], 'says by id who answered'),
  ofPerson('league_members', 'document_index', {
    withdrawn: stays('the branch’s own list is not about volunteering'),
    erased: becomes('deleted', 'from the lists of all branches', leagueMembersGo),
    unimported: stays('the branch listed its member apart from the import'),
    merged: stays('the document finds the kept person'),
  }),
  ...keepsPerson('league_members', ['listed_by'], 'says by id who brought the list'),
];
