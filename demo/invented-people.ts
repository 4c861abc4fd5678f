import type { Id } from '../domain/id.ts';
import { addDays, businessDate } from '../domain/time.ts';
import { openAccount } from '../server/accounts/sign-in/open-account.ts';
import { confirmGuardianRequest } from '../server/volunteers/guardians/answer-guardian-request.ts';
import { sql } from '../server/db/sql.ts';
import { inventedDocument, inventedName } from './people-names.ts';
import type { Place, Stage } from './stage.ts';

export type Volunteer = { readonly id: Id; readonly name: string; readonly team: Place };

/** Staff have the phones below, volunteers and guardians those above. */
export const phones = { rosters: 100_000, volunteers: 10_000, guardians: 20_000, teachers: 30_000, pupils: 40_000 };

export type Family = {
  readonly name: string;
  readonly document: string;
  readonly place: number;
  readonly team: Place;
  readonly guardianName: string;
  readonly teacherName: string;
  readonly guardianPhone: string;
  readonly teacherPhone: string;
  readonly now: Date;
};

export async function confirm(stage: Stage, family: Family, child: Id, role: 'parent' | 'teacher'): Promise<void> {
  const who = await openedAccount(stage, role === 'parent' ? family.guardianPhone : family.teacherPhone, family.now);
  const request = await stage.reader.one<{ id: Id }>(
    sql`select id from guardian_requests where child_id = ${child} and role = ${role}`,
  );
  await stage.act(who, family.now, (writer) =>
    confirmGuardianRequest(
      writer,
      {
        request_id: request.id,
        guardian_name: role === 'parent' ? family.guardianName : family.teacherName,
        relation: role,
      },
      stage.services,
    ),
  );
}

export async function openedAccount(stage: Stage, phone: string, now: Date): Promise<Id> {
  return stage.act(null, now, async (writer) => {
    const { account } = await openAccount(writer, phone);
    await writer.audit({
      action: 'accounts.sign_in',
      subject_type: 'account',
      subject_id: account.person_id,
      after: { person_id: account.person_id },
    });
    return account.person_id;
  });
}

export function invent(
  stage: Stage,
  ordinal: number,
  youngest: number,
  oldest: number,
): { name: string; document: string } {
  const days = stage.random.whole(youngest * 366, oldest * 365);
  return {
    name: inventedName(stage.random),
    document: inventedDocument(addDays(businessDate(stage.today), -days), ordinal),
  };
}

export function counter(): () => number {
  let last = 0;
  return () => (last += 1);
}
