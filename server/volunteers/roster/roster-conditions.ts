/** Which people of the roster are meant, for the page and for the workbook alike. */
import type { z } from 'zod';
import type { exportVolunteers } from '../../../contract/volunteers/roster.ts';
import type { Scope } from '../../../domain/access.ts';
import { defaultAgeMatrix } from '../../../domain/organizations/rule-books/age-matrix.ts';
import { bornBy, businessDate, startOfDay } from '../../../domain/time.ts';
import { adultAge } from '../../../domain/volunteers/consent.ts';
import { nameKey, normalizeName } from '../../../domain/volunteers/name.ts';
import { normalizeDocumentNumber, guessDocumentType } from '../../../domain/volunteers/identity.ts';
import { normalizePhone } from '../../../domain/phone-number.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { atOrBelow, within } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { documentIndex, phoneIndex } from '../personal-fields.ts';

export type RosterQuery = z.output<typeof exportVolunteers.query>;
export type Asked = { reader: Reader; secrets: SecretBox; actor: Actor; now: Date };

/** Whether a person of the row is a minor today, as domain/volunteers/consent.ts says it of one. */
export function isMinor(now: Date): Sql {
  return sql`p.birth_date > ${bornBy(adultAge, businessDate(now))}::date`;
}

/** The same as `consentsNeeded` by the ages of the law; a stricter rule book shows on the person's page and at sign-up. */
export function consentsNeeded(now: Date): { parent: Sql; teacher: Sql } {
  const { guardian_under_age: guardian, self_supporting_age: supporting } = defaultAgeMatrix;
  const bornAfter = (age: number): Sql => sql`p.birth_date > ${bornBy(age, businessDate(now))}::date`;
  const needsParent = sql`(v.is_pupil or (${bornAfter(guardian)} and not (v.is_self_supporting and not ${bornAfter(supporting)})))`;
  return { parent: needsParent, teacher: sql`v.is_pupil` };
}

/**
 * S16: a team's lists go by membership, so that its leader finds who joined from elsewhere; at home here counts as well. The own and
 * other teams' people stay with whoever reads them.
 */
const isOf = (within: (path: Sql) => Sql): Sql => sql`(${within(sql`v.organization_path`)} or v.id in (
  select mm.volunteer_id from memberships mm join organizations mo on mo.id = mm.organization_id where mm.left_on is null and ${within(sql`mo.path`)}))`;

/** Labels of teams that this person reads; another team's waits for its own leader. */
export const waits = (scope: Scope): Sql =>
  sql`m.left_on is null and m.label is not null and m.confirmed_at is null and ${within(sql`t.path`, scope)}`;
const waitingLabel = (scope: Scope): Sql =>
  sql`v.id in (select m.volunteer_id from memberships m join organizations t on t.id = m.organization_id where ${waits(scope)})`;

function stateCondition(state: RosterQuery['state'], scope: Scope, now: Date): Sql {
  if (state === 'withdrawn') return sql`v.withdrawn_at is not null`;
  const needed = consentsNeeded(now);
  const given = (kind: string): Sql =>
    sql`v.id in (select c.volunteer_id from consents c where c.kind = ${kind} and c.withdrawn_at is null)`;
  const special: Record<Exclude<RosterQuery['state'], 'withdrawn'>, Sql> = {
    active: sql`true`,
    minors: isMinor(now),
    pupils: sql`v.is_pupil`,
    league_members: sql`v.is_league_member`,
    waiting_guardian: sql`((${needed.parent} and not ${given('parent')}) or (${needed.teacher} and not ${given('teacher')}))`,
    label_waiting: waitingLabel(scope),
  };
  return sql`v.withdrawn_at is null and ${special[state]}`;
}

/** Words: a volunteer number, a full phone or document number by keyed index, four last digits of phone or volunteer number, else name or pinyin. */
function wordsCondition(words: string, secrets: SecretBox): Sql {
  const compact = words.replaceAll(' ', '');
  if (/^[\dA-Za-z+]{6,}$/.test(compact) && /\d{4}/.test(compact)) {
    const document = normalizeDocumentNumber(compact);
    return sql`(v.number like ${`${compact}%`} or p.phone_index = ${phoneIndex(secrets, normalizePhone(compact))}
      or p.document_index = ${documentIndex(secrets, { type: guessDocumentType(document), number: document })})`;
  }
  if (/^\d{4}$/.test(compact)) return sql`(right(p.phone_hint, 4) = ${compact} or right(v.number, 4) = ${compact})`; // the four that every list shows
  const letters = nameKey(words).replace(/[^a-z0-9]/g, '');
  return letters !== '' && /^[a-z]+$/.test(letters)
    ? sql`(p.pinyin like ${`${letters}%`} or p.pinyin like ${`% ${letters}%`} or lower(p.name) like ${`${words.toLowerCase()}%`})`
    : sql`p.name like ${`%${normalizeName(words).replace(/[%_\\]/g, '')}%`}`;
}

export async function rosterConditions({ reader, secrets, actor, now }: Asked, query: RosterQuery): Promise<Sql[]> {
  const scope = actor.scope('volunteers.read');
  const list = [isOf((path) => within(path, scope)), sql`p.erased_at is null`, stateCondition(query.state, scope, now)];
  if (query.organization_id) {
    const { path } = await loadOrganization(reader, query.organization_id);
    actor.require('volunteers.read', { path }, 'volunteers.read');
    list.push(isOf((column) => atOrBelow(column, path)));
  }
  if (query.person_words) list.push(wordsCondition(query.person_words, secrets));
  if (query.source) list.push(sql`v.source = ${query.source}`);
  if (query.campaign) list.push(sql`${query.campaign} in (v.campaign_id::text, v.campaign)`);
  if (query.compound_id) list.push(sql`v.compound_id = ${query.compound_id}`);
  if (query.month) {
    const [year, month] = query.month.split('-').map(Number);
    const next = month === 12 ? `${(year ?? 0) + 1}-01-01` : `${year}-${String((month ?? 0) + 1).padStart(2, '0')}-01`;
    list.push(sql`v.registered_at >= ${startOfDay(`${query.month}-01`)} and v.registered_at < ${startOfDay(next)}`);
  }
  return list;
}
