/** P08: units plan, urge, report and approve as their role in the mechanism of their place allows. */
import type { z } from 'zod';
import type { newJointMatter } from '../../../contract/organizations/mechanism.ts';
import type { Id } from '../../../domain/id.ts';
import { refusalOfFuture } from '../../../domain/organizations/dated.ts';
import type { MechanismAction } from '../../../domain/organizations/attributes.ts';
import { mayAct, refusalToAct, refusalToUrge } from '../../../domain/organizations/mechanism.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { assertTwoPeople } from '../../two-people.ts';
import { standingOrganization, type OrganizationRow } from '../tree/load-organization.ts';
import { placeOf, unitsOf, type Place, type Unit } from './mechanism-queries.ts';
import { insertTask } from './insert-task.ts';
import { editorsOf } from './editors-of.ts';
import { requireProfileEditor } from './require-profile-editor.ts';

export type NewJointMatter = z.infer<typeof newJointMatter>;
type Acting = { unit: OrganizationRow; place: Place; units: Unit[] };

/** The caller keeps the record of the unit, and the unit's role has the action. */
async function requireAction(writer: Writer, organizationId: Id, action: MechanismAction): Promise<Acting> {
  const unit = await standingOrganization(writer, organizationId);
  await requireProfileEditor(writer, unit.path, 'own');
  const place = await placeOf(writer, unit.path);
  const units = await unitsOf(writer, place, businessDate(writer.now));
  const refused = refusalToAct(unit.name, units.find((one) => one.id === unit.id)?.role ?? null, action);
  if (refused) throw refused;
  return { unit, place, units };
}

export async function openJointMatter(
  writer: Writer,
  input: { organization_id: Id; matter: NewJointMatter },
): Promise<{ id: Id }> {
  const { matter } = input;
  const acting = await requireAction(writer, input.organization_id, matter.action);
  const today = businessDate(writer.now);
  switch (matter.action) {
    case 'plan': {
      if (matter.due_on < today) throw problem('organizations.due_past', { today }, 'due_on');
      const id = await insertTask(writer, acting.unit, 'joint_plan', {
        title: matter.title,
        body: { text: matter.text },
        due_on: matter.due_on,
      });
      for (const one of acting.units.filter((unit) => mayAct(unit.role, 'approve')))
        await tell(writer, one, matter.title);
      return { id };
    }
    case 'urge': {
      if (matter.due_on < today) throw problem('organizations.due_past', { today }, 'due_on');
      const urged = acting.units.find((unit) => unit.id === matter.unit_id && unit.id !== acting.unit.id);
      const refused = refusalToUrge(urged?.name_zh ?? '', urged?.role ?? null);
      if (urged === undefined || refused) throw refused ?? problem('core.not_found', {}, 'unit_id');
      const id = await insertTask(writer, urged, 'joint_urge', {
        title: matter.title,
        body: { text: matter.text, from: acting.unit.name, from_id: acting.unit.id },
        due_on: matter.due_on,
      });
      await tell(writer, urged, matter.title);
      return { id };
    }
    case 'report':
      return report(writer, acting, matter);
  }
}

/** A report stands by itself, or answers what the unit was urged to do, which it closes. */
async function report(
  writer: Writer,
  { unit, units }: Acting,
  matter: Extract<NewJointMatter, { action: 'report' }>,
): Promise<{ id: Id }> {
  const today = businessDate(writer.now);
  const early = refusalOfFuture(matter.occurred_on, today, 'occurred_on');
  if (early) throw early;
  if (matter.urged_by !== undefined)
    await answer(writer, { unit, units, task_id: matter.urged_by, outcome: matter.text, on: matter.occurred_on });
  return {
    id: await insertTask(writer, unit, 'joint_report', {
      title: matter.title,
      body: { text: matter.text },
      occurred_on: matter.occurred_on,
    }),
  };
}

async function answer(
  writer: Writer,
  input: { unit: OrganizationRow; units: Unit[]; task_id: Id; outcome: string; on: string },
): Promise<void> {
  const { unit, units, task_id } = input;
  const urged = await writer.maybe<{ title: string; closed_on: string | null; from_id: Id }>(sql`
    select title, closed_on, body ->> 'from_id' as from_id from organization_tasks where id = ${task_id} and organization_id = ${unit.id} and kind = 'joint_urge' for update`);
  if (urged === undefined) throw problem('core.not_found', {}, 'urged_by');
  if (urged.closed_on !== null) throw problem('core.conflict');
  await writer.run(sql`
    update organization_tasks set closed_on = ${input.on}, closed_by = ${writer.caller.person_id}, closed_at = ${writer.now}, outcome = ${input.outcome} where id = ${task_id}`);
  await writer.audit({
    action: 'organizations.close_joint_urge',
    subject_type: 'organization_task',
    subject_id: task_id,
    organization_path: unit.path,
    permission: 'organizations.edit',
    after: { title: urged.title, outcome: input.outcome },
  });
  const asking = units.find((one) => one.id === urged.from_id);
  if (asking) await tell(writer, asking, urged.title);
}

/** The unit that leads approves a plan of its place, once. */
export async function approveJointPlan(
  writer: Writer,
  input: { task_id: Id; organization_id: Id; outcome: string },
): Promise<{ done: true }> {
  const { unit, units } = await requireAction(writer, input.organization_id, 'approve');
  const plan = await writer.maybe<{
    organization_id: Id;
    path: string;
    title: string;
    closed_on: string | null;
    opened_by: Id | null;
  }>(sql`
    select k.organization_id, o.path, k.title, k.closed_on, k.opened_by from organization_tasks k join organizations o on o.id = k.organization_id
    where k.id = ${input.task_id} and k.kind = 'joint_plan' for update of k`);
  const planner = units.find((one) => one.id === plan?.organization_id);
  if (plan === undefined || planner === undefined) throw problem('core.not_found');
  if (plan.closed_on !== null) throw problem('organizations.mechanism_plan_approved');
  if (plan.opened_by === writer.caller.person_id) throw problem('organizations.mechanism_own_plan');
  if (plan.opened_by !== null) await assertTwoPeople(writer, plan.opened_by, writer.caller.person_id);
  await writer.run(sql`
    update organization_tasks set closed_on = ${businessDate(writer.now)}, closed_by = ${writer.caller.person_id}, closed_at = ${writer.now}, outcome = ${input.outcome},
      body = body || ${JSON.stringify({ approved_by: unit.id })}::jsonb where id = ${input.task_id}`);
  await writer.audit({
    action: 'organizations.close_joint_plan',
    subject_type: 'organization_task',
    subject_id: input.task_id,
    organization_path: plan.path,
    permission: 'organizations.edit',
    after: { title: plan.title, outcome: input.outcome, approved_by: unit.name },
  });
  await tell(writer, planner, plan.title);
  return { done: true };
}

async function tell(writer: Writer, unit: { id: Id; name_zh: string }, title: string): Promise<void> {
  const words = { organization: unit.name_zh, title };
  await writer.notify(await editorsOf(writer, unit), 'organizations.joint_work', words, unit.id);
}
