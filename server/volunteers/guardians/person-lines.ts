/** What becomes of who stands for whom when a person goes or turns out to be registered twice. */
import type { Id } from '../../../domain/id.ts';
import type { ConsentEnding } from '../../../domain/volunteers/consent.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import type { Seats } from '../../later-nouns.ts';
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

async function giveBack(writer: Writer, later: Seats, asked: { children: readonly Id[]; ending: ConsentEnding }) {
  for (const child_id of [...new Set(asked.children)].sort())
    await later.giveBackSeats(writer, later, { child_id, ending: asked.ending });
}

/** Who cannot be reached any more stands for no child: the consents end with the relation. */
const relationsEnd: Step<Going> = async (writer, { people }, later) => {
  await writer.run(sql`
    update consents set withdrawn_at = coalesce(withdrawn_at, ${writer.now}), evidence = '{}' where volunteer_id = any(${people}::uuid[])`);
  await writer.run(sql`
    update guardianships set ended_at = coalesce(ended_at, ${writer.now}) where child_id = any(${people}::uuid[])`);
  const guarded = await writer.all<{ child_id: Id }>(sql`
    update guardianships set ended_at = ${writer.now} where guardian_id = any(${people}::uuid[]) and ended_at is null returning child_id`);
  // what the guardian showed when agreeing names the guardian: a masked phone
  const agreed = await writer.all<{ child_id: Id }>(sql`
    update consents set withdrawn_at = coalesce(withdrawn_at, ${writer.now}), evidence = '{}'
    where kind in ('parent', 'teacher') and given_by = any(${people}::uuid[]) returning volunteer_id as child_id`);
  const children = [...guarded, ...agreed].map((one) => one.child_id).filter((id) => !people.includes(id));
  await giveBack(writer, later, { children, ending: 'erased' });
};

const requestsGo: Step<Going> = (writer, { people, known_by }) =>
  writer.run(sql`
    update guardian_requests set answered_at = coalesce(answered_at, ${writer.now}), answer = coalesce(answer, 'expired'),
      phone_encrypted = null, phone_index = '', phone_hint = ''
    where child_id = any(${people}::uuid[]) or answered_by = any(${people}::uuid[]) or phone_index = any(${known_by.phones}::bytea[])`);
/** Whoever holds the phone may be asked for somebody else as well. */
const requestsOfChildGo: Step<Going> = (writer, { people }, later) =>
  requestsGo(writer, { people, known_by: { names: [], documents: [], phones: [] } }, later);

/** What was agreed to for children goes to the kept one; a pupil stays one, whichever registration said so. */
const join: Step<Joined> = async (writer, sides, later) => {
  const { kept_id: kept, duplicate_id: duplicate } = sides;
  await writer.run(sql`update guardianships set guardian_id = ${kept} where guardian_id = ${duplicate}`);
  await writer.run(sql`update consents set given_by = ${kept} where given_by = ${duplicate}`);
  // one person may turn out to be parent and teacher of a child: the parent's yes stays alone, and places go back
  const guarded = await writer.all<{ child_id: Id }>(
    sql`select distinct child_id from guardianships where guardian_id = ${kept} and ended_at is null order by child_id`,
  );
  await giveBack(writer, later, { children: guarded.map((one) => one.child_id), ending: 'merged' });
  await carryGuarded(writer, sides);
  await writer.run(sql`
    update guardian_requests set answered_at = ${writer.now}, answer = 'expired', phone_encrypted = null, phone_index = '', phone_hint = ''
    where child_id = ${duplicate} and answered_at is null`);
  const pupil = await writer.maybe(sql`select id from volunteers where id = ${duplicate} and is_pupil`);
  const turned =
    pupil !== undefined
      ? await writer.maybe(sql`update volunteers set is_pupil = true where id = ${kept} and not is_pupil returning id`)
      : undefined;
  if (turned !== undefined) await giveBack(writer, later, { children: [kept], ending: 'status' });
};

/** Whoever agreed for this person agreed for it under both. */
async function carryGuarded(writer: Writer, { kept_id: kept, duplicate_id: duplicate }: Joined): Promise<void> {
  await writer.run(sql`
    insert into guardianships (child_id, id, guardian_id, relation, confirmed_at)
    select ${kept}, new_id(${writer.now}), guardian_id, relation, confirmed_at from guardianships g where child_id = ${duplicate} and ended_at is null and guardian_id <> ${kept}
      and not exists (select from guardianships k where k.child_id = ${kept} and k.guardian_id = g.guardian_id and k.relation = g.relation and k.ended_at is null)`);
  await writer.run(sql`
    insert into consents (volunteer_id, id, kind, version, given_by, given_at, evidence)
    select ${kept}, new_id(${writer.now}), kind, version, given_by, given_at, evidence from consents c
    where volunteer_id = ${duplicate} and kind in ('parent', 'teacher') and withdrawn_at is null and given_by <> ${kept}
      and not exists (select from consents k where k.volunteer_id = ${kept} and k.kind = c.kind and k.given_by = c.given_by and k.withdrawn_at is null)`);
  await writer.run(
    sql`update guardianships set ended_at = ${writer.now} where child_id = ${duplicate} and ended_at is null`,
  );
  await writer.run(
    sql`update consents set withdrawn_at = ${writer.now} where volunteer_id = ${duplicate} and kind in ('parent', 'teacher') and withdrawn_at is null`,
  );
}

const comesBack = stays('stays for whoever comes back');
const phone = ['phone_encrypted', 'phone_index', 'phone_hint'];

export const guardianLines: readonly PersonLine[] = [
  ofPerson('guardianships', 'child_id', {
    withdrawn: comesBack,
    ...goes(becomes({ ended: 'ended_at' }, 'nobody is stood for', relationsEnd)),
    merged: becomes({ ended: 'ended_at' }, 'begins anew under the kept one', join),
  }),
  ofPerson('guardianships', 'guardian_id', {
    withdrawn: stays('one stands for a child without being a volunteer'),
    ...goes(becomes({ ended: 'ended_at' }, 'places that rest on it go back', relationsEnd)),
    merged: becomes('heir', 'the same human stands for the child', join),
  }),
  ofPerson('consents', 'volunteer_id', {
    withdrawn: comesBack,
    ...goes(becomes({ ended: 'withdrawn_at' }, 'and what was shown with it is destroyed', relationsEnd)),
    merged: becomes(
      { ended: 'withdrawn_at' },
      'of guardians: given anew under the kept one; terms stay accepted',
      join,
    ),
  }),
  ofPerson('consents', 'given_by', {
    withdrawn: stays('one stands for a child without being a volunteer'),
    ...goes(becomes({ ended: 'withdrawn_at' }, 'places that rest on it go back', relationsEnd)),
    merged: becomes('heir', 'the same human agreed', join),
  }),
  ofPerson('guardian_requests', 'child_id', {
    withdrawn: comesBack,
    erased: becomes({ emptied: phone }, 'closed without a phone', requestsGo),
    unimported: becomes({ emptied: phone }, 'closed without a phone', requestsOfChildGo),
    merged: becomes({ ended: 'answered_at' }, 'who is still needed is asked for the kept one', join),
  }),
  ofPerson('guardian_requests', 'answered_by', {
    withdrawn: stays('one stands for a child without being a volunteer'),
    erased: becomes({ emptied: phone }, 'the phone is the guardian’s own', requestsGo),
    unimported: becomes({ emptied: phone }, 'the phone is the guardian’s own', requestsOfChildGo),
    merged: stays('says by id who answered'),
  }),
  ofPerson('guardian_requests', 'phone_index', {
    withdrawn: stays('one stands for a child without being a volunteer'),
    erased: becomes({ emptied: phone }, 'the child names another', requestsGo),
    unimported: stays('was asked of whoever holds the phone'),
    merged: stays('the phone is that of the kept person now'),
  }),
  ...keepsPerson(
    'minor_access_requests',
    ['child_id'],
    'says why somebody looked; there is nothing to look at any more',
  ),
  ...keepsPerson('minor_access_requests', ['asked_by', 'decided_by'], 'says by id who looked at a child’s data'),
];
