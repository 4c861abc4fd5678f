/** About 3,000 invented volunteers: most imported by their teams, some by themselves, minors with their guardians. */
import type { Id } from '../domain/id.ts';
import { businessDate } from '../domain/time.ts';
import { builtInTerms } from '../domain/volunteers/spirit.ts';
import { registerOneself } from '../server/volunteers/registration/register-oneself.ts';
import { checkRoster } from '../server/volunteers/imports/check-roster.ts';
import { importRoster } from '../server/volunteers/imports/import-roster.ts';
import { loadOrganization } from '../server/organizations/tree/load-organization.ts';
import { sql } from '../server/db/sql.ts';
import { inventedPhone } from './people-names.ts';
import type { Staff } from './staff.ts';
import { dayBefore, each, type Stage } from './stage.ts';
import { teamOf, type Tree } from './tree.ts';
import { type Volunteer, counter, invent, phones, openedAccount } from './invented-people.ts';
import { withGuardians } from './minors.ts';

export type Volunteers = {
  readonly adults: readonly Volunteer[];
  readonly pupils: readonly Volunteer[];
  readonly cast: { readonly experienced: Id; readonly newcomer: Id; readonly guardian: Id; readonly pupil: Id };
};

const perTeam = 42;

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
      registerOneself(
        writer,
        {
          name: given,
          document_number: document,
          organization_id: team.id,
          is_pupil: false,
          is_self_supporting: false,
          is_league_member: place % 4 === 0,
          terms_version: builtInTerms.version,
          acknowledges_spirit: true,
        },
        stage.services,
      ),
    );
    registered[place] = { id: me, name: given, team };
  });
  return registered;
}
