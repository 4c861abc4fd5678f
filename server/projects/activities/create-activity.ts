import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import type { Category } from '../../../domain/projects/categories.ts';
import type { InsuranceKind, RiskKind } from '../../../domain/organizations/rule-books/risks.ts';
import type { CheckInKind } from '../../../domain/projects/publishing-checks.ts';
import { businessDate } from '../../../domain/time.ts';
import { refuseClaimedName } from '../../organizations/tree/refuse-claimed-name.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { leadersOfDraft } from '../find-leaders.ts';
import type { ActivityDetails } from '../load-activity.ts';
import { loadProject } from '../load-project.ts';

export type ShiftInput = {
  readonly name: string;
  readonly starts_at: string | Date;
  readonly ends_at: string | Date;
  readonly capacity: number;
};
export type ActivityInput = {
  readonly title: string;
  readonly description: string;
  readonly category: Category;
  readonly topics: readonly string[];
  readonly place: string;
  readonly pin: { readonly longitude: number; readonly latitude: number } | null;
  readonly gathering_note: string;
  readonly contact_phone: string;
  readonly programme: readonly { readonly clock: string; readonly text: string }[];
  readonly risk_statement: string;
  readonly risks: readonly RiskKind[];
  readonly insurance: InsuranceKind;
  readonly minimum_age: number | null;
  readonly maximum_age: number | null;
  readonly is_parent_child: boolean;
  readonly required_skills: readonly string[];
  readonly required_qualifications: readonly string[];
  readonly check_in_kinds: readonly CheckInKind[];
  readonly fence_metres: number | null;
  readonly waitlist_capacity: number;
  readonly signs_up_here: boolean;
  readonly leader_ids: readonly Id[];
  readonly leader_numbers?: readonly string[]; // found when it is saved
  readonly shifts: readonly ShiftInput[];
};

export async function createActivity(
  writer: Writer,
  input: ActivityInput & { readonly project_id: Id },
): Promise<{ id: Id }> {
  const project = await loadProject(writer, input.project_id);
  writer.caller.require('projects.write', { path: project.organization_path }, 'projects.read');
  if (project.closed_at !== null) throw problem('projects.closed');
  await standingOrganization(writer, project.organization_id);
  await refuseClaimedName(writer, {
    name: input.title,
    field: 'title',
    permission: 'projects.write',
    place: project.organization_path,
  });
  const { body: limits } = await ruleBookInForce(
    writer,
    'publishing_limits',
    project.organization_path,
    businessDate(writer.now),
  );
  const id = writer.newId();
  const columns = activityColumns(input, {
    leaders: await leadersOfDraft(writer, input, writer.caller.person_id),
    insured: limits.insured_risks,
  });
  await writer.run(sql`
    insert into activities (id, project_id, organization_id, organization_path, title, category, description, place, longitude, latitude, risk_statement,
      is_dangerous, requires_insurance, minimum_age, maximum_age, required_skills, check_in_kinds, fence_metres, leader_id, starts_at, ends_at,
      withdraw_until_hours, details, created_by, created_at)
    values (${id}, ${project.id}, ${project.organization_id}, ${project.organization_path}, ${input.title}, ${input.category}, ${input.description}, ${input.place},
      ${input.pin?.longitude ?? null}, ${input.pin?.latitude ?? null}, ${input.risk_statement}, ${columns.is_dangerous}, ${columns.requires_insurance},
      ${input.minimum_age}, ${input.maximum_age}, ${input.required_skills}, ${input.check_in_kinds}, ${input.fence_metres}, ${columns.leader_id},
      ${columns.starts_at}, ${columns.ends_at}, ${limits.withdraw_hours}, ${json(columns.details)}, ${writer.caller.person_id}, ${writer.now})`);
  await insertShifts(writer, id, input.shifts);
  await writer.audit({
    action: 'projects.write_activity',
    subject_type: 'activity',
    subject_id: id,
    organization_path: project.organization_path,
    permission: 'projects.write',
    after: { title: input.title, shifts: input.shifts.length },
  });
  return { id };
}

/** What is derived from the draft; a draft without shifts cannot be kept, since lists are ordered by time. */
export function activityColumns(
  input: ActivityInput,
  { leaders, insured }: { leaders: readonly [Id, ...Id[]]; insured: readonly RiskKind[] },
) {
  const starts = input.shifts.map((shift) => new Date(shift.starts_at).getTime());
  const ends = input.shifts.map((shift) => new Date(shift.ends_at).getTime());
  if (starts.length === 0) throw problem('projects.no_shift', {}, 'shifts');
  if (input.shifts.some((shift) => new Date(shift.ends_at) <= new Date(shift.starts_at)))
    throw problem('projects.shift_order', {}, 'shifts');
  const details: ActivityDetails = {
    topics: input.topics,
    gathering_note: input.gathering_note,
    contact_phone: input.contact_phone,
    programme: input.programme,
    risks: input.risks,
    insurance: input.insurance,
    is_parent_child: input.is_parent_child,
    required_qualifications: input.required_qualifications,
    waitlist_capacity: input.waitlist_capacity,
    signs_up_here: input.signs_up_here,
    leader_ids: leaders,
  };
  return {
    starts_at: new Date(Math.min(...starts)),
    ends_at: new Date(Math.max(...ends)),
    leader_id: leaders[0],
    details,
    is_dangerous: input.category === 'disaster_relief' || input.risks.some((risk) => insured.includes(risk)),
    requires_insurance: input.insurance === 'volunteer',
  };
}

export async function insertShifts(
  writer: Writer,
  activityId: Id,
  shifts: readonly (ShiftInput & { readonly id?: Id })[],
): Promise<void> {
  const rows = shifts.map((shift) => ({ id: writer.newId(), ...shift }));
  await writer.run(sql`
    insert into shifts (activity_id, id, name, starts_at, ends_at, capacity)
    select ${activityId}, r.id, r.name, r.starts_at, r.ends_at, r.capacity
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, name text, starts_at timestamptz, ends_at timestamptz, capacity int)`);
}
