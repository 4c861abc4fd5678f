import {
  attributeKindNames,
  attributeKinds,
  type AttributeKind,
  type ProfileEditor,
} from '../../../domain/organizations/attributes.ts';
import { dueState, taskKindNames, taskKinds } from '../../../domain/organizations/tasks.ts';
import type { Id } from '../../../domain/id.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { withNames } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { pathsUpwards } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { loadReadable, type OrganizationRow } from '../tree/load-organization.ts';
import { powersOver } from '../tree/level-of.ts';
import { mayWrite } from './require-profile-editor.ts';
import { type AttributeRow, attributes, tasks, documentsOf } from './profile-rows.ts';
import { growthOf, vitalityOf, hubOf, statutoryRule, lastSelfCheck, followsFrom } from './follows-from.ts';

export async function attributeHistory(
  reader: Reader,
  actor: Actor,
  organizationId: Id,
  kind: string,
): Promise<{ rows: AttributeRow[] }> {
  const organization = await loadReadable(reader, actor, organizationId);
  return { rows: await attributes(reader, sql`f.organization_id = ${organization.id} and f.kind = ${kind}`) };
}

/** P45: everything an organisation's administrator works with, on one page. */
export async function record(
  { reader, later, actor }: { reader: Reader; later: LaterNouns; actor: Actor },
  { organizationId, on, now }: { organizationId: Id; on: BusinessDate | undefined; now: Date },
) {
  const organization = await loadReadable(reader, actor, organizationId);
  const today = businessDate(now);
  const day = on ?? today;
  const [attributeRows, planned, taskRows, documents, growth, vitality, hub, rule] = [
    await attributes(
      reader,
      sql`f.organization_id = ${organization.id} and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day}`,
    ),
    await attributes(
      reader,
      sql`f.organization_id = ${organization.id} and f.valid_from > ${day} and coalesce(f.valid_until, 'infinity') >= f.valid_from`,
    ),
    await tasks(reader, organization.id),
    await documentsOf(reader, organization.id),
    await growthOf({ reader, later }, organization.path, today),
    await vitalityOf({ reader, later }, organization, today),
    await hubOf(reader, organization),
    await statutoryRule(reader, organization, day),
  ];
  const stands = organization.dissolved_on === null;
  const visits = await visitsFor(reader, organization);
  const edit = stands && (await mayWrite(reader, actor, organization.path, 'own'));
  const superior = stands && (await mayWrite(reader, actor, organization.path, 'superior'));
  const writers: Readonly<Record<ProfileEditor, boolean>> = {
    own: edit,
    superior,
    city: stands && (await mayWrite(reader, actor, organization.path, 'city')),
    manager: stands && (await mayWrite(reader, actor, organization.path, 'manager')),
  };
  const mayEnd = (attribute: AttributeRow): boolean => writers[attributeKinds[attribute.kind as AttributeKind].writer];
  return {
    attributes: attributeRows.map((attribute) => ({ ...attribute, can: { end: mayEnd(attribute) } })),
    planned: planned.map((attribute) => ({
      ...attribute,
      can: { take_back: attribute.valid_from > today && mayEnd(attribute) },
    })),
    withdrawn_documents: await withdrawnOf(reader, organization.id),
    visits,
    tasks: taskRows.map((task) => ({
      ...task,
      is_overdue: dueState(task, today) === 'late',
      can: {
        close:
          task.closed_on === null &&
          task.kind !== 'joint_plan' &&
          (taskKinds[task.kind].closed_by === 'own' ? edit : superior),
        note: edit || superior,
      },
    })),
    last_self_check: await lastSelfCheck(reader, organization.id),
    documents,
    follows: followsFrom(organization, attributeRows, taskRows, documents, rule, day),
    growth,
    vitality,
    hub,
    powers: organization.kind === 'county' ? [...(await powersOver(reader, actor, organization.path))] : [],
    can: { edit, instruct: superior, set_watcher: writers.city, standardise: superior },
    may_set: stands ? attributeKindNames.filter((kind) => writers[attributeKinds[kind].writer]) : [],
    // G18: a superior corrects what is the county's own by a visit alone
    may_correct:
      stands && superior && !edit && visits.length > 0
        ? attributeKindNames.filter((kind) => attributeKinds[kind].writer === 'own')
        : [],
    may_open: stands ? taskKindNames.filter((kind) => kind !== 'survey' && writers[taskKinds[kind].opened_by]) : [],
  };
}

/** G18: the visits that a figure of this organisation may be corrected from: to itself, to what it hangs under, or anywhere in its county. */
function visitsFor(reader: Reader, organization: OrganizationRow) {
  return reader.all<{ id: Id; title: string; occurred_on: string; organization_name: string }>(sql`
    select k.id, k.title, k.occurred_on, o.name_zh as organization_name from organization_tasks k join organizations o on o.id = k.organization_id
    where k.kind = 'visit' and k.occurred_on is not null and (o.path = any(${pathsUpwards(organization.path)}::text[])
      or o.path like (select c.path || '%' from organizations c where c.path = any(${pathsUpwards(organization.path)}::text[]) and c.kind = 'county'))
    order by k.occurred_on desc, k.opened_at desc limit 50`);
}

async function withdrawnOf(reader: Reader, organizationId: Id) {
  const rows = await reader.all<{
    id: Id;
    title: string;
    withdrawn_at: Date;
    withdrawn_by: Id | null;
    withdraw_reason: string | null;
  }>(sql`
    select d.id, d.title, d.withdrawn_at, d.withdrawn_by, d.withdraw_reason from organization_documents d
    where d.organization_id = ${organizationId} and d.withdrawn_at is not null order by d.withdrawn_at desc, d.id desc limit 100`);
  return withNames(reader, rows, ['withdrawn_by']);
}
