import type { z } from 'zod';
import type { newAttribute } from '../../../contract/organizations/attributes.ts';
import { attributeKinds, holdsSeveral, leagueKinds, pairedKinds } from '../../../domain/organizations/attributes.ts';
import { refusalOfFuture } from '../../../domain/organizations/dated.ts';
import { isAssociation } from '../../../domain/organizations/kinds.ts';
import { refusalOfRegistryNumber } from '../../../domain/organizations/registry-number.ts';
import { refusalToFoundLeague } from '../../../domain/organizations/league.ts';
import type { RuleTrace } from '../../../domain/organizations/rule-book.ts';
import { refusalToStandardise } from '../../../domain/organizations/statutory.ts';
import { addDays, businessDate, type BusinessDate } from '../../../domain/time.ts';
import type { Id } from '../../../domain/id.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { assignGuidance } from './assign-guidance.ts';
import { standingOrganization, type OrganizationRow } from '../tree/load-organization.ts';
import { countyPathOf } from '../tree/level-of.ts';
import { mayWrite, requireProfileEditor } from './require-profile-editor.ts';
import { ruleBookInForce, traceOf } from '../rule-books/rule-book-in-force.ts';

export type NewAttribute = z.infer<typeof newAttribute>;

export async function setAttribute(
  writer: Writer,
  input: { organization_id: Id; attribute: NewAttribute },
): Promise<{ id: Id }> {
  const { attribute } = input;
  const organization = await standingOrganization(writer, input.organization_id);
  const rule = attributeKinds[attribute.kind].writer;
  const visited =
    rule === 'own' &&
    attribute.source_task_id !== undefined &&
    (await fromOwnVisit(writer, organization, attribute.source_task_id));
  if (visited) writer.caller.require('organizations.manage', { path: organization.path });
  else await requireProfileEditor(writer, organization.path, rule);
  await refuseByKind(writer, organization, attribute);
  const standard =
    attribute.kind === 'standardised'
      ? { rule: await requireStandard(writer, organization, attribute.valid_from) }
      : {};
  const item = holdsSeveral(attribute.kind) && 'item' in attribute.body ? String(attribute.body.item) : '';
  const id = await putAttribute(writer, { ...attribute, item, organization_id: organization.id });
  if (attribute.kind === 'watcher' && attribute.body.person_id !== undefined)
    await writer.notify(
      attribute.body.person_id,
      'organizations.watcher',
      { organization: organization.name },
      organization.id,
    );
  await writer.audit({
    action: `organizations.set_${attribute.kind}`,
    subject_type: 'organization',
    subject_id: organization.id,
    organization_path: organization.path,
    permission: rule === 'own' && !visited ? 'organizations.edit' : 'organizations.manage',
    after: { ...attribute.body, valid_from: attribute.valid_from, ...standard },
    reason: attribute.reason ?? null,
  });
  if (attribute.kind === 'standardised') await assignGuidance(writer, organization.path);
  return { id };
}

/** G18: whoever recorded a visit corrects the figures that it found; the attribute names the visit. */
async function fromOwnVisit(writer: Writer, organization: OrganizationRow, taskId: Id): Promise<boolean> {
  const visit = await writer.maybe<{ path: string }>(sql`
    select o.path from organization_tasks k join organizations o on o.id = k.organization_id where k.id = ${taskId} and k.kind = 'visit'`);
  const county = await countyPathOf(writer, organization.path);
  const fits =
    visit !== undefined &&
    (organization.path.startsWith(visit.path) || (county !== null && visit.path.startsWith(county)));
  return fits && (await mayWrite(writer, writer.caller, organization.path, 'superior'));
}

async function refuseByKind(writer: Writer, organization: OrganizationRow, attribute: NewAttribute): Promise<void> {
  const wrong = attribute.kind === 'registration' ? refusalOfRegistryNumber(attribute.body.registry_number) : null;
  if (wrong) throw wrong;
  const early =
    attribute.kind === 'registration'
      ? refusalOfFuture(attribute.body.registered_on, businessDate(writer.now), 'body.registered_on')
      : null;
  if (early) throw early;
  if (attribute.kind === 'league_state' && attribute.body.league_form !== null) {
    const registered = await attributeBody(writer, organization.id, 'registration', businessDate(writer.now));
    const refused = refusalToFoundLeague(
      attribute.body.league_form,
      registered !== undefined,
      attribute.body.league_members,
      attribute.body.joint_with,
    );
    if (refused) throw refused;
  }
  if (attribute.kind === 'incubated') await standingOrganization(writer, attribute.body.item);
  if (attribute.kind === 'pairing')
    await requireKind(
      writer,
      attribute.body.item,
      pairedKinds,
      problem('organizations.not_a_community', {}, 'body.item'),
    );
  if (attribute.kind === 'carrier')
    await requireKind(
      writer,
      attribute.body.branch_id,
      leagueKinds,
      problem('organizations.carrier_not_league', {}, 'body.branch_id'),
    );
}

/** G39: by the rule book of the day from which it holds, and never by one that has ended, as the papers are today's. Says which book it was. */
async function requireStandard(writer: Writer, organization: OrganizationRow, from: BusinessDate): Promise<RuleTrace> {
  if (!isAssociation(organization.kind)) throw problem('organizations.not_an_association');
  const documents = await writer.all<{ title: string }>(sql`
    select title from organization_documents where organization_id = ${organization.id} and kind = 'system' and withdrawn_at is null`);
  const { open } = await writer.one<{ open: number }>(sql`
    select count(*)::int as open from organization_tasks where organization_id = ${organization.id} and kind = 'correction' and closed_on is null`);
  const today = businessDate(writer.now);
  const rule = await ruleBookInForce(writer, 'statutory', organization.path, from > today ? from : today);
  const refused = refusalToStandardise(
    documents.map((document) => document.title),
    open,
    rule.body.required_systems,
  );
  if (refused) throw refused;
  return traceOf('statutory', rule, { documents: documents.length, open_corrections: open });
}

async function requireKind(writer: Writer, id: Id, kinds: readonly string[], otherwise: Problem): Promise<void> {
  if (!kinds.includes((await standingOrganization(writer, id)).kind)) throw otherwise;
}

async function attributeBody(
  writer: Writer,
  organizationId: Id,
  kind: string,
  day: BusinessDate,
): Promise<Record<string, unknown> | undefined> {
  const found = await writer.maybe<{ body: Record<string, unknown> }>(sql`
    select body from organization_attributes where organization_id = ${organizationId} and kind = ${kind}
      and valid_from <= ${day} and coalesce(valid_until, 'infinity') >= ${day} order by valid_from desc limit 1`);
  return found?.body;
}

type Put = {
  organization_id: Id;
  kind: string;
  item: string;
  body: object;
  valid_from: BusinessDate;
  source_task_id?: Id | undefined;
  reason?: string | undefined;
};

/**
 * The value that held on the day ends the day before, and the new one holds until the next that is planned; a second value on the same
 * day replaces the first in effect, and all stay written. What has come to hold is not dated back; a planned value locks nothing.
 */
async function putAttribute(writer: Writer, put: Put): Promise<Id> {
  await writer.run(sql`select id from organizations where id = ${put.organization_id} for no key update`); // one value at a time
  const values = await writer.all<{ id: Id; valid_from: BusinessDate; valid_until: BusinessDate | null }>(sql`
    select id, valid_from, valid_until from organization_attributes
    where organization_id = ${put.organization_id} and kind = ${put.kind} and item = ${put.item} and coalesce(valid_until, 'infinity') >= valid_from order by valid_from`);
  const current = values.findLast((value) => value.valid_from <= businessDate(writer.now));
  if (current && put.valid_from < current.valid_from)
    throw problem('organizations.before_history', { day: current.valid_from }, 'valid_from');
  const held = values.find(
    (value) =>
      value.valid_from <= put.valid_from && (value.valid_until === null || put.valid_from <= value.valid_until),
  );
  const next = values.find((value) => value.valid_from > put.valid_from);
  if (held)
    await writer.run(
      sql`update organization_attributes set valid_until = ${addDays(put.valid_from, -1)} where id = ${held.id}`,
    );
  const id = writer.newId();
  await writer.run(sql`
    insert into organization_attributes (id, organization_id, kind, item, body, valid_from, valid_until, source_task_id, reason, recorded_by, recorded_at)
    values (${id}, ${put.organization_id}, ${put.kind}, ${put.item}, ${JSON.stringify(put.body)}, ${put.valid_from}, ${next ? addDays(next.valid_from, -1) : null},
      ${put.source_task_id ?? null}, ${put.reason ?? null}, ${writer.actor?.person_id ?? null}, ${writer.now})`);
  return id;
}
