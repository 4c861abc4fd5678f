import type { Id } from '../../domain/id.ts';
import { summed, waiting, type InboxLine } from '../../domain/inbox/line.ts';
import type { Label } from '../../domain/manifest.ts';
import { recordsDesk } from '../../domain/records/paths.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { within } from '../db/tree.ts';
import type { Actor } from '../http/actor.ts';
import type { Asked, InboxQuestion } from '../inbox/question.ts';
import { forSecond } from '../two-people.ts';
import { personBehind } from '../volunteers/registrations.ts';
import { proposalsForMe } from './proposals/proposal-list.ts';
import { affairsOf } from './service/refuse-own.ts';
import { countStandings, elsewhereOf, toBeConfirmedBy } from './service/standing-to-confirm.ts';

const volunteers: Label = { zh: '志愿者本人', en: 'the volunteers' };

async function confirmations({ reader, actor, now }: Asked): Promise<readonly InboxLine[]> {
  const where = toBeConfirmedBy(actor);
  const counts = await countStandings(reader, actor, { where, elsewhere: await elsewhereOf(reader, where, now) });
  return [
    ...waiting({
      kind: 'records.to_confirm',
      words: { zh: '签退了，等确认时数', en: 'Checked out, hours to confirm' },
      owed_to: volunteers,
      count: counts.waiting,
      href: recordsDesk.confirmations(),
      since: counts.waits_since,
    }),
    ...waiting({
      kind: 'records.stamp_missing',
      words: { zh: '结束了没签退，等补签退', en: 'Over without a check-out, to be added' },
      owed_to: volunteers,
      count: counts.stamp_missing,
      href: recordsDesk.confirmations({ standing: 'stamp_missing' }),
      since: counts.missing_since,
    }),
  ];
}

async function decisions({ reader, actor, today }: Asked): Promise<readonly InboxLine[]> {
  const affairs = await affairsOf(reader, actor.person_id);
  const proposals = await proposalsForMe(reader, actor, { affairs, today });
  return [
    ...waiting({
      kind: 'records.to_handle',
      words: { zh: '更正申请，等您经办', en: 'Corrections, for you to handle' },
      owed_to: volunteers,
      href: recordsDesk.proposals({ view: 'to_handle' }),
      ...proposals.to_handle,
    }),
    ...waiting({
      kind: 'records.to_approve',
      words: { zh: '更正、补录、导入，等您做第二人', en: 'Corrections, back-fills, imports: you as second person' },
      owed_to: volunteers,
      href: recordsDesk.proposals({ view: 'to_approve' }),
      ...proposals.to_approve,
    }),
    ...(await longDays(reader, actor, affairs)),
  ];
}

/** Records over a daily limit wait one level up or for the province; the own and those that one recorded are another's to decide. */
async function longDays(reader: Reader, actor: Actor, affairs: readonly Id[]): Promise<readonly InboxLine[]> {
  if (!actor.holds('records.approve')) return [];
  const groups = await reader.all<{ state: string; by: Id; count: number; since: Date }>(sql`
    select w.state, w.by, count(*)::int as count, min(w.recorded_at) as since from (
      select r.state, r.recorded_by as by, r.recorded_at, ${personBehind(sql`r.volunteer_id`)} as person_id,
        case r.level when 'province' then coalesce(
          (select u.path from organizations u where u.level = 'province' and o.path like u.path || '%' order by length(u.path) desc limit 1), '/' || split_part(o.path, '/', 2) || '/')
          else coalesce(nullif(regexp_replace(o.path, '[0-9]+/$', ''), '/'), o.path) end as approving_path
      from service_records r join organizations o on o.id = r.organization_id where r.state in ('awaiting_parent', 'awaiting_province')) w
    where ${within(sql`w.approving_path`, actor.scope('records.approve'))} and w.person_id <> all(${affairs}::uuid[]) group by w.state, w.by`);
  const mine = await forSecond(reader, actor.person_id, groups);
  return [
    ...waiting({
      kind: 'records.long_days',
      words: { zh: '一天超 8 小时的记录，等您审', en: 'Records over 8 hours a day, to decide' },
      owed_to: volunteers,
      href: recordsDesk.records({ state: 'awaiting_parent' }),
      ...summed(mine.filter((group) => group.state === 'awaiting_parent')),
    }),
    ...waiting({
      kind: 'records.very_long_days',
      words: { zh: '一天超 12 小时的记录，等您审', en: 'Records over 12 hours a day, to decide' },
      owed_to: volunteers,
      href: recordsDesk.records({ state: 'awaiting_province' }),
      ...summed(mine.filter((group) => group.state === 'awaiting_province')),
    }),
  ];
}

export const recordsWaiting: readonly InboxQuestion[] = [
  { held: ['records.confirm'], ask: confirmations },
  { held: ['records.propose', 'records.approve'], ask: decisions },
];
