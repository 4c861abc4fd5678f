/** Who came: check-in and check-out by the rotating code, confirmed by the leader the evening after. */
import type { Id } from '../domain/id.ts';
import { codeText, stepAt } from '../domain/rotating-code.ts';
import { addDays, at, businessDate, minuteMs } from '../domain/time.ts';
import { checkIn, hmacOf, scanCard } from '../server/records/check-in/check-in.ts';
import { confirmAttendance } from '../server/records/service/confirm-attendance.ts';
import { recordNoShow } from '../server/projects/sign-ups/record-no-show.ts';
import { withdraw } from '../server/projects/sign-ups/withdraw.ts';
import { sql } from '../server/db/sql.ts';
import type { Calendar, Seat, Shift } from './activities.ts';
import { each, type Stage } from './stage.ts';

export type Presence = { readonly volunteer: Id; readonly attendance_id: Id };
type Course = 'came' | 'scanned' | 'withdrew' | 'stayed_away';

export async function attendYear(stage: Stage, calendar: Calendar): Promise<void> {
  const byShift = new Map<Id, { seat: Seat; course: Course; early: number; late: number }[]>();
  for (const seat of calendar.seats) {
    if (seat.shift.ends_at > stage.today) continue;
    const dice = stage.random.next();
    const course = dice < 0.8 ? 'came' : dice < 0.9 ? 'scanned' : dice < 0.95 ? 'withdrew' : 'stayed_away';
    const list = byShift.get(seat.shift.id) ?? [];
    byShift.set(seat.shift.id, [
      ...list,
      { seat, course, early: stage.random.whole(-8, 12), late: stage.random.whole(-3, 12) },
    ]);
  }
  const inOrder = [...byShift.values()].sort((left, right) => startOf(left) - startOf(right));
  await each(inOrder, async (people) => {
    const shift = people[0]?.seat.shift;
    if (shift === undefined) return;
    const present: Presence[] = [];
    for (const { seat, course, early, late } of people) {
      if (course === 'withdrew') await giveBack(stage, seat);
      if (course === 'came' || course === 'scanned') {
        const [from, to] = [
          new Date(shift.starts_at.getTime() - early * minuteMs),
          new Date(shift.ends_at.getTime() + late * minuteMs),
        ];
        const scan = course === 'came' ? scanCode : scanByStaff;
        await scan(stage, shift, seat.volunteer.id, 'in', from);
        present.push({
          volunteer: seat.volunteer.id,
          attendance_id: await scan(stage, shift, seat.volunteer.id, 'out', to),
        });
      }
    }
    const evening = at(addDays(businessDate(shift.ends_at), 1), '20:00');
    // What ended within the last two days still waits for the leader.
    if (evening.getTime() > stage.today.getTime() - 2 * 86_400_000) return;
    await confirmAll(stage, shift, present, evening);
    for (const { seat, course } of people) if (course === 'stayed_away') await markAbsent(stage, seat, evening);
  });
}

const startOf = (people: readonly { readonly seat: Seat }[]): number => people[0]?.seat.shift.starts_at.getTime() ?? 0;

export async function scanCode(
  stage: Stage,
  shift: Shift,
  volunteer: Id,
  direction: 'in' | 'out',
  when: Date,
  arrives = when,
): Promise<Id> {
  const code = codeText({ kind: 'shift', id: shift.id }, stepAt(when), hmacOf(stage.services.secrets));
  const answer = await checkIn(await stage.door(volunteer, arrives), {
    kind: 'rotating_code',
    code,
    direction,
    scanned_at: when.toISOString(),
    offline: when !== arrives,
  });
  return answer.attendance_id;
}

async function scanByStaff(
  stage: Stage,
  shift: Shift,
  volunteer: Id,
  direction: 'in' | 'out',
  when: Date,
): Promise<Id> {
  const card = codeText({ kind: 'card', id: volunteer }, stepAt(when), hmacOf(stage.services.secrets));
  const answer = await scanCard(await stage.door(shift.leader, when), {
    shift_id: shift.id,
    card,
    direction,
    scanned_at: when.toISOString(),
    offline: false,
  });
  return answer.attendance_id;
}

export async function confirmAll(stage: Stage, shift: Shift, present: readonly Presence[], when: Date): Promise<void> {
  await stage.act(shift.leader, when, async (writer) => {
    // Always in one order, so that two leaders never wait for each other.
    for (const { volunteer, attendance_id } of [...present].sort((left, right) =>
      left.volunteer < right.volunteer ? -1 : 1,
    )) {
      await confirmAttendance(writer, { volunteer_id: volunteer, attendance_id, quality: 'good' });
    }
    if (present.length === 0)
      await writer.audit({ action: 'records.confirm', subject_type: 'shift', subject_id: shift.id });
  });
}

async function giveBack(stage: Stage, { shift, volunteer }: Seat): Promise<void> {
  await stage.act(volunteer.id, new Date(shift.starts_at.getTime() - 14 * 60 * minuteMs), async (writer) => {
    const signUp = await writer.one<{ id: Id }>(
      sql`select id from sign_ups where volunteer_id = ${volunteer.id} and shift_id = ${shift.id} and ended_at is null`,
    );
    await withdraw(writer, stage.services.later, { sign_up_id: signUp.id, reason: '临时要加班' });
  });
}

async function markAbsent(stage: Stage, { shift, volunteer }: Seat, when: Date): Promise<void> {
  await stage.act(shift.leader, when, async (writer) => {
    const signUp = await writer.one<{ id: Id }>(
      sql`select id from sign_ups where volunteer_id = ${volunteer.id} and shift_id = ${shift.id} and ended_at is null`,
    );
    await recordNoShow(writer, stage.services.later, {
      activity_id: shift.activity_id,
      volunteer_id: volunteer.id,
      sign_up_id: signUp.id,
      reason: '没有来，电话未接',
    });
  });
}
