/** About 3,000 invented volunteers: most imported by their teams, some by themselves, minors with their guardians. */
import type { Id } from '../domain/id.ts';
import { addDays, businessDate } from '../domain/time.ts';
import { builtInTerms } from '../domain/volunteers/spirit.ts';
import { openAccount } from '../server/accounts/sign-in/open-account.ts';
import { confirmGuardianRequest } from '../server/volunteers/guardians/answer-guardian-request.ts';
import { registerOneself } from '../server/volunteers/registration/register-oneself.ts';
import { checkRoster } from '../server/volunteers/imports/check-roster.ts';
import { importRoster } from '../server/volunteers/imports/import-roster.ts';
import { loadOrganization } from '../server/organizations/tree/load-organization.ts';
import { requestGuardian } from '../server/volunteers/guardians/request-guardian.ts';
import { sql } from '../server/db/sql.ts';
import { inventedDocument, inventedName, inventedPhone } from './people-names.ts';
import type { Staff } from './staff.ts';
import { dayBefore, each, type Place, type Stage } from './stage.ts';
import { teamOf, type Tree } from './tree.ts';

export type Volunteer = { readonly id: Id; readonly name: string; readonly team: Place };
export type Volunteers = {
  readonly adults: readonly Volunteer[];
  readonly pupils: readonly Volunteer[];
  readonly cast: { readonly experienced: Id; readonly newcomer: Id; readonly guardian: Id; readonly pupil: Id };
};

const perTeam = 42;
/** Staff have the phones below, volunteers and guardians those above. */
const phones = { rosters: 100_000, volunteers: 10_000, guardians: 20_000, teachers: 30_000, pupils: 40_000 };

export async function registerVolunteers(stage: Stage, tree: Tree, staff: Staff): Promise<Volunteers> {
  const ordinals = counter();
  const adults = await byRosters(stage, tree, staff, ordinals);
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

/** A team leader imports the roster: good rows in, and where a last digit was lost, the row comes back. */
async function byRosters(stage: Stage, tree: Tree, staff: Staff, ordinals: () => number): Promise<Volunteer[]> {
  const registered: Volunteer[] = [];
  const rosters = tree.teams.map((team) => ({
    team,
    people: Array.from({ length: perTeam }, () => invent(stage, ordinals(), 20, 68)),
  }));
  await each(rosters, async ({ team, people }, place) => {
    const leader = staff.leaders.get(team.id);
    if (leader === undefined) return;
    const now = dayBefore(stage, 380 - (place % 90), '09:30');
    const lost = {
      name: '张念安',
      document: people[0]?.document.replace(/.$/, '0').replace(/^(.{15})..(.)/, '$100$2') ?? '',
    };
    const rows = [...people, ...(place % 9 === 0 ? [lost] : [])].map(({ name, document }, row) => ({
      number: row + 2,
      cells: [name, document, inventedPhone(phones.rosters + place * 100 + row)],
    }));
    const sheet = {
      name: '花名册',
      date_system: 1900 as const,
      merges: [],
      hidden_columns: [],
      others: [],
      rows_expected: null,
      pieces: atOnce([{ number: 1, cells: ['姓名', '身份证号', '手机号'] }, ...rows]),
    };
    const { import_id } = await stage.act(leader, now, async (writer) => {
      const organization = await loadOrganization(writer, team.id);
      const roster = await checkRoster(
        { reader: writer, secrets: stage.services.secrets, today: businessDate(now) },
        sheet,
        { organization },
      );
      const done = await importRoster(writer, {
        organization,
        roster,
        file_name: `${team.name}花名册.xlsx`,
        digest: `demo-${place}`,
        take: 'good',
      });
      // They have signed in since and accepted: an import accepts nothing for anybody.
      await writer.run(sql`
        insert into consents (volunteer_id, id, kind, version, given_by, given_at)
        select v.id, gen_random_uuid(), 'terms', ${builtInTerms.version}, v.id, ${now} from volunteers v
        where v.import_id = ${done.import_id}`);
      return done;
    });
    const taken = await stage.reader.all<{ id: Id; name: string }>(sql`
      select v.id, p.name from volunteers v join persons p on p.id = v.id where v.import_id = ${import_id} order by v.number`);
    registered.push(...taken.map((one) => ({ ...one, team })));
  });
  // By number, not by who was quickest, so that the same people meet in every world.
  return registered.sort((left, right) => (left.team.name + left.name < right.team.name + right.name ? -1 : 1));
}

async function* atOnce<T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  yield rows;
}

async function byThemselves(stage: Stage, tree: Tree, ordinals: () => number): Promise<Volunteer[]> {
  const selfRegistered = stage.size.self_registered;
  const people = Array.from({ length: selfRegistered }, (_, place) => ({
    ...invent(stage, ordinals(), 20, 60),
    place,
    team: place === 0 || place === selfRegistered - 1 ? teamOf(tree, '天台县助老助残') : stage.random.pick(tree.teams),
  }));
  const registered: Volunteer[] = [];
  await each(people, async ({ name, document, place, team }) => {
    const given = place === 0 ? '李思妍' : place === selfRegistered - 1 ? '周小禾' : name;
    const now = dayBefore(stage, place === selfRegistered - 1 ? 3 : 370 - place, '20:10');
    const me = await openedAccount(stage, inventedPhone(phones.volunteers + place), now);
    await stage.act(me, now, (writer) =>
      registerOneself(writer, {
        name: given,
        document_number: document,
        organization_id: team.id,
        is_pupil: false,
        is_self_supporting: false,
        is_league_member: place % 4 === 0,
        terms_version: builtInTerms.version,
        acknowledges_spirit: true,
      }),
    );
    registered[place] = { id: me, name: given, team };
  });
  return registered;
}

type Family = {
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

/** Guardians give their consent on phones of their own. The first guardian has two children, one below 14 and one above. */
async function withGuardians(
  stage: Stage,
  tree: Tree,
  ordinals: () => number,
): Promise<{ pupils: Volunteer[]; guardian: Id; pupil: Id }> {
  const young = tree.teams.filter((team) => team.path.startsWith(tree.places.get('33')?.path ?? '-'));
  const families = Array.from({ length: stage.size.pupils }, (_, place): Family => {
    const [youngest, oldest] = place % 2 === 0 ? [10, 12] : [15, 16];
    const { name, document } = invent(stage, ordinals(), youngest, oldest);
    const guardianName = place < 2 ? '李明远' : inventedName(stage.random);
    let teacherName = inventedName(stage.random);
    while (teacherName === guardianName) teacherName = inventedName(stage.random); // a parent and a teacher are two people
    return {
      name: ['李一乐', '李一诺'][place] ?? name,
      document,
      place,
      now: dayBefore(stage, 300 - place, '19:40'),
      team: place < 2 ? teamOf(tree, '天台县助老助残') : stage.random.pick(young),
      guardianName,
      teacherName,
      guardianPhone: inventedPhone(phones.guardians + Math.max(place - 1, 0)),
      teacherPhone: inventedPhone(phones.teachers + place),
    };
  });
  const pupils: Volunteer[] = [];
  const enrol = async (family: Family): Promise<void> => {
    const id = family.place % 2 === 0 ? await belowFourteen(stage, family) : await fromFourteen(stage, family);
    pupils[family.place] = { id, name: family.name, team: family.team };
    // One in six still waits for the teacher: that pupil cannot sign up yet (R62).
    if (family.place % 6 !== 5) await confirm(stage, family, id, 'teacher');
  };
  for (const family of families.slice(0, 2)) await enrol(family);
  await each(families.slice(2), enrol);
  const pupil = pupils[1];
  if (pupil === undefined) throw new Error('the family is missing');
  const { guardian_id } = await stage.reader.one<{ guardian_id: Id }>(sql`
    select guardian_id from guardianships where child_id = ${pupil.id} and relation = 'parent'`);
  return { pupils, guardian: guardian_id, pupil: pupil.id };
}

/** Nothing of the child is stored before the guardian, asked by phone, agrees and enters it (PIPL art. 31). */
async function belowFourteen(stage: Stage, family: Family): Promise<Id> {
  const guardian = await openedAccount(stage, family.guardianPhone, family.now);
  const { request_id } = await stage.act(null, family.now, (writer) =>
    requestGuardian(writer, {
      role: 'parent',
      phone: family.guardianPhone,
      child_id: null,
      organization_id: family.team.id,
    }),
  );
  const { child_id } = await stage.act(guardian, family.now, (writer) =>
    confirmGuardianRequest(writer, {
      request_id,
      guardian_name: family.guardianName,
      relation: 'parent',
      child: {
        name: family.name,
        document_number: family.document,
        organization_id: family.team.id,
        is_pupil: true,
        teacher_phone: family.teacherPhone,
        terms_version: builtInTerms.version,
      },
    }),
  );
  return child_id;
}

async function fromFourteen(stage: Stage, family: Family): Promise<Id> {
  const me = await openedAccount(stage, inventedPhone(phones.pupils + family.place), family.now);
  await stage.act(me, family.now, (writer) =>
    registerOneself(writer, {
      name: family.name,
      document_number: family.document,
      organization_id: family.team.id,
      is_pupil: true,
      is_self_supporting: false,
      is_league_member: false,
      terms_version: builtInTerms.version,
      acknowledges_spirit: true,
      guardian_phone: family.guardianPhone,
      teacher_phone: family.teacherPhone,
    }),
  );
  await confirm(stage, family, me, 'parent');
  return me;
}

async function confirm(stage: Stage, family: Family, child: Id, role: 'parent' | 'teacher'): Promise<void> {
  const who = await openedAccount(stage, role === 'parent' ? family.guardianPhone : family.teacherPhone, family.now);
  const request = await stage.reader.one<{ id: Id }>(
    sql`select id from guardian_requests where child_id = ${child} and role = ${role}`,
  );
  await stage.act(who, family.now, (writer) =>
    confirmGuardianRequest(writer, {
      request_id: request.id,
      guardian_name: role === 'parent' ? family.guardianName : family.teacherName,
      relation: role,
    }),
  );
}

async function openedAccount(stage: Stage, phone: string, now: Date): Promise<Id> {
  return stage.act(null, now, async (writer) => {
    const { account } = await openAccount(writer, phone);
    await writer.audit({
      action: 'accounts.sign_in',
      subject_type: 'account',
      subject_id: account.id,
      after: { person_id: account.person_id },
    });
    return account.person_id;
  });
}

function invent(stage: Stage, ordinal: number, youngest: number, oldest: number): { name: string; document: string } {
  const days = stage.random.whole(youngest * 366, oldest * 365);
  return {
    name: inventedName(stage.random),
    document: inventedDocument(addDays(businessDate(stage.today), -days), ordinal),
  };
}

function counter(): () => number {
  let last = 0;
  return () => (last += 1);
}
