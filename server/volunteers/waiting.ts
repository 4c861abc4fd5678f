import type { Id } from '../../domain/id.ts';
import { summed, waiting, type InboxLine } from '../../domain/inbox/line.ts';
import { businessDate } from '../../domain/time.ts';
import { volunteersDesk, volunteersPhone } from '../../domain/volunteers/paths.ts';
import { sql, type Sql } from '../db/sql.ts';
import { within } from '../db/tree.ts';
import type { Asked, InboxQuestion } from '../inbox/question.ts';
import { forSecond, whoBrought } from '../two-people.ts';
import { honoursForMe } from './profile/honours.ts';
import { mattersForMe } from './roster/desk-queries.ts';

type Lines = Promise<readonly InboxLine[]>;

const matters = async ({ reader, actor, now }: Asked): Lines =>
  waiting({
    kind: 'volunteers.matters',
    words: { zh: '志愿者权益事项，等答复', en: 'Rights matters, to answer' },
    href: volunteersDesk.matters(),
    ...(await mattersForMe(reader, actor, now)),
  });

/** S16: brand labels of the own teams; nobody confirms an own one. */
const labels = async ({ reader, actor }: Asked): Lines =>
  waiting({
    kind: 'volunteers.labels',
    words: { zh: '品牌标识（邻舍+），等您确认', en: 'Brand labels, for you to confirm' },
    href: volunteersDesk.roster({ state: 'label_waiting' }),
    ...(await reader.one<{ count: number }>(sql`
      select count(*)::int as count from memberships m join organizations o on o.id = m.organization_id join volunteers v on v.id = m.volunteer_id and v.withdrawn_at is null
      where m.left_on is null and m.label is not null and m.confirmed_at is null and m.volunteer_id <> ${actor.person_id} and ${within(sql`o.path`, actor.scope('volunteers.edit'))}`)),
  });

const honours = async ({ reader, actor }: Asked): Lines =>
  waiting({
    kind: 'volunteers.honours',
    words: { zh: '以你们名义登记的荣誉，等核实', en: 'Honours recorded in your name, to confirm' },
    href: volunteersDesk.honours(),
    ...(await honoursForMe(reader, actor)),
  });

const groupedBy = (first: Sql, since: Sql, from: Sql): Sql =>
  sql`select ${first} as by, count(*)::int as count, min(${since}) as since from ${from} group by 1`;
type Groups = { by: Id; count: number; since: Date }[];

const minors = async ({ reader, actor }: Asked): Lines => {
  const groups: Groups = await reader.all(
    groupedBy(
      sql`r.asked_by`,
      sql`r.asked_at`,
      sql`minor_access_requests r where r.decision is null and ${within(sql`r.organization_path`, actor.scope('volunteers.approve_minor_access'))}`,
    ),
  );
  return waiting({
    kind: 'volunteers.minors',
    words: { zh: '看未成年人信息的申请', en: 'Requests to see minors’ data' },
    href: volunteersDesk.minors(),
    ...summed(await forSecond(reader, actor.person_id, groups)),
  });
};

/** Of both sides' places; who is one of the sides has a word of the own, elsewhere. Refusing asks for no second person. */
const merges = async ({ reader, actor }: Asked): Lines => {
  const scope = actor.scope('volunteers.merge');
  const own = within(sql`m.organization_path`, scope);
  const open = sql`m.decision is null and ${actor.person_id} not in (m.kept_id, m.duplicate_id)`;
  const found = [
    await reader.one<{ count: number; since: Date | null }>(
      sql`select count(*)::int as count, min(m.opened_at) as since from merge_requests m where ${open} and ${own}`,
    ),
    await reader.one<{ count: number; since: Date | null }>(sql`
      select count(*)::int as count, min(m.opened_at) as since from merge_requests m join volunteers d on d.id = m.duplicate_id
      where ${open} and not ${own} and ${within(sql`d.organization_path`, scope)}`),
  ];
  return waiting({
    kind: 'volunteers.merges',
    words: { zh: '重复人员，等合并', en: 'Duplicate people, to merge' },
    href: volunteersDesk.merges(),
    ...summed(found),
  });
};

/** Whoever brought this person in is no case of theirs. */
const recoveries = async ({ reader, actor }: Asked): Lines => {
  const rows = await reader.all<{ person_id: Id; by: Id; count: number; since: Date }>(sql`
    select r.person_id, r.opened_by as by, count(*)::int as count, min(r.opened_at) as since from phone_recoveries r
    where r.decision is null and r.stopped_at is null and ${within(sql`r.organization_path`, actor.scope('volunteers.merge'))} group by 1, 2`);
  const near = rows.length === 0 ? [] : [actor.person_id, ...(await whoBrought(reader, actor.person_id))];
  const others = rows.filter((row) => !near.includes(row.person_id));
  return waiting({
    kind: 'volunteers.recoveries',
    words: { zh: '丢了手机号，等您核对', en: 'Lost phones, to check' },
    href: volunteersDesk.recoveries(),
    ...summed(await forSecond(reader, actor.person_id, others)),
  });
};

/** Children whose guardian or teacher this phone is said to be, and the question whether a registration is one’s own. */
const asked = async ({ reader, actor, now }: Asked): Lines => {
  const found = await reader.one<{
    consents: number;
    asked_since: Date | null;
    until: Date | null;
    doubles: number;
    doubted_since: Date | null;
  }>(sql`
    select consents, asked_since, until, doubles, doubted_since
    from (select count(*)::int as consents, min(r.created_at) as asked_since, min(r.expires_at) as until from persons me join guardian_requests r on r.phone_index = me.phone_index
        where me.id = ${actor.person_id} and r.answered_at is null and r.expires_at > ${now}) children
      cross join (select count(*)::int as doubles, min(opened_at) as doubted_since from merge_requests where decided_at is null
        and ((kept_id = ${actor.person_id} and kept_agreed_at is null) or (duplicate_id = ${actor.person_id} and duplicate_agreed_at is null))) doubled`);
  return [
    ...waiting({
      kind: 'volunteers.consents',
      words: { zh: '孩子（学生），等您同意', en: 'Children, for your consent' },
      href: volunteersPhone.guardian(),
      count: found.consents,
      since: found.asked_since,
      due_on: found.until === null ? null : businessDate(found.until),
    }),
    ...waiting({
      kind: 'volunteers.own_merges',
      words: {
        zh: '有人用您的证件号注册，请看是不是您',
        en: 'Somebody registered with your document: say whether it was you',
      },
      href: volunteersPhone.merges(),
      count: found.doubles,
      since: found.doubted_since,
    }),
  ];
};

export const volunteersWaiting: readonly InboxQuestion[] = [
  { held: 'own', ask: asked },
  { held: ['volunteers.rights'], ask: matters },
  { held: ['volunteers.edit'], ask: labels },
  { held: ['volunteers.edit'], ask: honours },
  { held: ['volunteers.approve_minor_access'], ask: minors },
  { held: ['volunteers.merge'], ask: merges },
  { held: ['volunteers.merge'], ask: recoveries },
];
