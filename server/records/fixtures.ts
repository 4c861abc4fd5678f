/** Fixtures for the tests of records: a published activity with a shift, and volunteers with seats. */
import type { Id } from '../../domain/id.ts';
import { codeText, stepAt, type CodeSubject } from '../../domain/rotating-code.ts';
import { at } from '../../domain/time.ts';
import { sql } from '../db/sql.ts';
import type { TestAnswer, TestApp, TestOrganization, TestPerson } from '../testing/test-app.ts';
import { hmacOf } from './check-in/check-in.ts';

export type Shift = { readonly id: Id; readonly activity_id: Id; readonly starts_at: Date; readonly ends_at: Date };
type ShiftInputs = {
  day?: string;
  from?: string;
  to?: string;
  title?: string;
  is_dangerous?: boolean;
  check_in_kinds?: string[];
  capacity?: number;
  leader?: TestPerson;
};

export async function shiftOf(t: TestApp, organization: TestOrganization, inputs: ShiftInputs = {}): Promise<Shift> {
  const day = inputs.day ?? '2026-11-15';
  const [startsAt, endsAt] = [at(day, inputs.from ?? '09:00'), at(day, inputs.to ?? '12:00')];
  return t.setUp(async (writer) => {
    const [projectId, activityId, shiftId] = [writer.newId(), writer.newId(), writer.newId()];
    const leader = inputs.leader?.id ?? writer.newId();
    const title = inputs.title ?? '江边清洁，认养一段河';
    await writer.run(
      sql`insert into projects (id, organization_id, organization_path, title, category, created_by, created_at) values (${projectId}, ${organization.id}, ${organization.path}, '清水行动', 'ecology', ${leader}, ${writer.now})`,
    );
    await writer.run(sql`
      insert into activities (id, project_id, organization_id, organization_path, title, category, place, longitude, latitude, risk_statement, is_dangerous, check_in_kinds, fence_metres, leader_id,
        starts_at, ends_at, created_by, created_at, published_at)
      values (${activityId}, ${projectId}, ${organization.id}, ${organization.path}, ${title}, 'ecology', '云汀江东岸码头', 119.65, 29.1, '江边湿滑，注意脚下', ${inputs.is_dangerous ?? false},
        ${inputs.check_in_kinds ?? ['rotating_code', 'staff_scan', 'short_code']}, 200, ${leader}, ${startsAt}, ${endsAt}, ${leader}, ${writer.now}, ${writer.now})`);
    await writer.run(
      sql`insert into shifts (activity_id, id, starts_at, ends_at, capacity) values (${activityId}, ${shiftId}, ${startsAt}, ${endsAt}, ${inputs.capacity ?? 120})`,
    );
    return { id: shiftId, activity_id: activityId, starts_at: startsAt, ends_at: endsAt };
  });
}

export async function signUp(
  t: TestApp,
  shift: Shift,
  people: readonly TestPerson[],
  organization: TestOrganization,
): Promise<void> {
  await t.setUp(async (writer) => {
    for (const person of people) {
      await writer.run(sql`
        insert into sign_ups (volunteer_id, id, activity_id, shift_id, organization_path, shift_starts_at, shift_ends_at, place, queue_number, signed_up_at)
        values (${person.id}, ${writer.newId()}, ${shift.activity_id}, ${shift.id}, ${organization.path}, ${shift.starts_at}, ${shift.ends_at}, 'seat', 1, ${writer.now})`);
    }
  });
}

export const codeAt = (t: TestApp, subject: CodeSubject, when: Date): string =>
  codeText(subject, stepAt(when), hmacOf(t.services.secrets));

/** Scans the shift's code at a moment; offline when it arrives at another. */
export async function scan(
  t: TestApp,
  who: TestPerson,
  shift: Shift,
  direction: 'in' | 'out',
  when: Date,
  arrives: Date = when,
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  t.now = arrives;
  const code = codeAt(t, { kind: 'shift', id: shift.id }, when);
  return t.post(
    who,
    '/api/check-ins',
    {
      kind: 'rotating_code',
      code,
      direction,
      scanned_at: when.toISOString(),
      offline: when.getTime() !== arrives.getTime(),
    },
    headers,
  );
}
