/** About 3,000 invented volunteers: most registered at a station, some by themselves, minors with their guardians. */
import type { Id } from '../domain/id.ts';
import { addDays, at, businessDate } from '../domain/time.ts';
import { builtInTerms } from '../domain/volunteers/spirit.ts';
import { openAccount } from '../server/accounts/open-account.ts';
import { confirmGuardianRequest } from '../server/volunteers/answer-guardian-request.ts';
import { registerOneself } from '../server/volunteers/register-oneself.ts';
import { registerVolunteer } from '../server/volunteers/register-volunteer.ts';
import { requestGuardian } from '../server/volunteers/request-guardian.ts';
import { sql } from '../server/db/sql.ts';
import { inventedDocument, inventedName, inventedPhone } from './people-names.ts';
import type { Staff } from './staff.ts';
import { each, type Place, type Stage } from './stage.ts';
import type { Tree } from './tree.ts';

export type Volunteer = { readonly id: Id; readonly name: string; readonly team: Place };
export type Volunteers = {
  readonly adults: readonly Volunteer[];
  readonly pupils: readonly Volunteer[];
  readonly cast: { readonly experienced: Id; readonly newcomer: Id; readonly guardian: Id; readonly pupil: Id };
};

const perTeam = 42;
const selfRegistered = 150;
const pupilsCount = 36;
const bunch = 21;
/** Staff have the phones below, volunteers and guardians those above. */
const phones = { volunteers: 10_000, guardians: 20_000, teachers: 30_000 };

export async function registerVolunteers(stage: Stage, tree: Tree, staff: Staff): Promise<Volunteers> {
  const ordinals = counter();
  const adults = await atStations(stage, tree, staff, ordinals);
  const own = await byThemselves(stage, tree, ordinals);
  const children = await withGuardians(stage, tree, ordinals);
  const [experienced, newcomer] = [own[0], own.at(-1)];
  if (experienced === undefined || newcomer === undefined) throw new Error('the cast is missing');
  return {
    adults: [...own, ...adults],
    pupils: children.pupils,
    cast: { experienced: experienced.id, newcomer: newcomer.id, guardian: children.guardian, pupil: children.pupil },
  };
}

/** A team leader writes down who comes to the station; nothing is accepted for anybody. */
async function atStations(stage: Stage, tree: Tree, staff: Staff, ordinals: () => number): Promise<Volunteer[]> {
  const registered: Volunteer[] = [];
  const bunches = tree.teams.flatMap((team) => Array.from({ length: perTeam / bunch }, () => ({
    team, people: Array.from({ length: bunch }, () => invent(stage, ordinals(), 20, 68)),
  })));
  await each(bunches, async ({ team, people }, place) => {
    const leader = staff.leaders.get(team.id);
    if (leader === undefined) return;
    await stage.act(leader, dayBefore(stage, 380 - (place % 90), '09:30'), async (writer) => {
      for (const person of people) {
        const answer = await registerVolunteer(writer, {
          person_id: null, name: person.name, document: { number: person.document }, organization_id: team.id, source: 'station',
          terms_version: builtInTerms.version, accepted_by: null, is_example: true,
        });
        if (answer.outcome === 'registered') registered.push({ id: answer.volunteer_id, name: person.name, team });
      }
    });
  });
  return registered;
}

async function byThemselves(stage: Stage, tree: Tree, ordinals: () => number): Promise<Volunteer[]> {
  const people = Array.from({ length: selfRegistered }, (_, place) => ({
    ...invent(stage, ordinals(), 20, 60), place, team: place === 0 || place === selfRegistered - 1 ? teamOf(tree, '天台县助老助残') : stage.random.pick(tree.teams),
  }));
  const registered: Volunteer[] = [];
  await each(people, async ({ name, document, place, team }) => {
    const given = place === 0 ? '李思妍' : place === selfRegistered - 1 ? '周小禾' : name;
    const now = dayBefore(stage, place === selfRegistered - 1 ? 3 : 370 - place, '20:10');
    const me = await openedAccount(stage, inventedPhone(phones.volunteers + place), now);
    await stage.act(me, now, (writer) => registerOneself(writer, {
      name: given, document_number: document, organization_id: team.id, is_pupil: false, is_self_supporting: false, is_league_member: place % 4 === 0,
      terms_version: builtInTerms.version, acknowledges_spirit: true,
    }));
    registered[place] = { id: me, name: given, team };
  });
  return registered;
}

/** Guardians give their consent on phones of their own: below 14 before anything of the child is stored. */
async function withGuardians(stage: Stage, tree: Tree, ordinals: () => number): Promise<{ pupils: Volunteer[]; guardian: Id; pupil: Id }> {
  const young = tree.teams.filter((team) => team.path.startsWith(tree.places.get('33')?.path ?? '-'));
  const families = Array.from({ length: pupilsCount }, (_, place) => ({
    ...invent(stage, ordinals(), place % 2 === 0 ? 10 : 15, place % 2 === 0 ? 12 : 16), place,
    team: place === 0 ? teamOf(tree, '天台县助老助残') : stage.random.pick(young), guardianName: place === 0 ? '李明远' : inventedName(stage.random), teacherName: inventedName(stage.random),
  }));
  const pupils: Volunteer[] = [];
  const guardians: Id[] = [];
  await each(families, async ({ name, document, place, team, guardianName, teacherName }) => {
    const childName = place === 0 ? '李一诺' : name;
    const now = dayBefore(stage, 300 - place, '19:40');
    const phone = inventedPhone(phones.guardians + place);
    const teacherPhone = inventedPhone(phones.teachers + place);
    const guardian = await openedAccount(stage, phone, now);
    const asked = await stage.act(null, now, (writer) => requestGuardian(writer, { role: 'parent', phone, child_id: null, organization_id: team.id }));
    const { child_id } = await stage.act(guardian, now, (writer) => confirmGuardianRequest(writer, {
      request_id: asked.request_id, guardian_name: guardianName, relation: 'parent',
      child: { name: childName, document_number: document, organization_id: team.id, is_pupil: true, teacher_phone: teacherPhone, terms_version: builtInTerms.version },
    }));
    guardians[place] = guardian;
    pupils[place] = { id: child_id, name: childName, team };
    // One in six still waits for the teacher: that pupil cannot sign up yet (R62).
    if (place % 6 === 5) return;
    const teacher = await openedAccount(stage, teacherPhone, now);
    const request = await stage.reader.one<{ id: Id }>(sql`select id from guardian_requests where child_id = ${child_id} and role = 'teacher'`);
    await stage.act(teacher, now, (writer) => confirmGuardianRequest(writer, {
      request_id: request.id, guardian_name: teacherName, relation: 'teacher',
    }));
  });
  const [guardian, pupil] = [guardians[0], pupils[0]];
  if (guardian === undefined || pupil === undefined) throw new Error('the family is missing');
  return { pupils, guardian, pupil: pupil.id };
}

async function openedAccount(stage: Stage, phone: string, now: Date): Promise<Id> {
  return stage.act(null, now, async (writer) => {
    const { account } = await openAccount(writer, phone);
    await writer.audit({ action: 'accounts.sign_in', subject_type: 'account', subject_id: account.id, after: { person_id: account.person_id } });
    return account.person_id;
  });
}

function invent(stage: Stage, ordinal: number, youngest: number, oldest: number): { name: string; document: string } {
  const days = stage.random.whole(youngest * 366, oldest * 365);
  return { name: inventedName(stage.random), document: inventedDocument(addDays(businessDate(stage.today), -days), ordinal) };
}

export function dayBefore(stage: Stage, days: number, clock: string): Date {
  return at(addDays(businessDate(stage.today), -days), clock);
}

function teamOf(tree: Tree, name: string): Place {
  const team = tree.teams.find((one) => one.name.startsWith(name));
  if (team === undefined) throw new Error(`no team ${name}`);
  return team;
}

function counter(): () => number {
  let last = 0;
  return () => (last += 1);
}
