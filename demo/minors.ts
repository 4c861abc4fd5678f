/** Volunteers below eighteen, registered with their guardians' consent. */
import type { Id } from '../domain/id.ts';
import { builtInTerms } from '../domain/volunteers/spirit.ts';
import { confirmGuardianRequest } from '../server/volunteers/guardians/answer-guardian-request.ts';
import { registerOneself } from '../server/volunteers/registration/register-oneself.ts';
import { requestGuardian } from '../server/volunteers/guardians/request-guardian.ts';
import { sql } from '../server/db/sql.ts';
import { inventedName, inventedPhone } from './people-names.ts';
import { dayBefore, each, type Stage } from './stage.ts';
import { teamOf, type Tree } from './tree.ts';
import { type Volunteer, type Family, invent, phones, confirm, openedAccount } from './invented-people.ts';

/** Guardians give their consent on phones of their own. The first guardian has two children, one below 14 and one above. */
export async function withGuardians(
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
    confirmGuardianRequest(
      writer,
      {
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
      },
      stage.services,
    ),
  );
  return child_id;
}

async function fromFourteen(stage: Stage, family: Family): Promise<Id> {
  const me = await openedAccount(stage, inventedPhone(phones.pupils + family.place), family.now);
  await stage.act(me, family.now, (writer) =>
    registerOneself(
      writer,
      {
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
      },
      stage.services,
    ),
  );
  await confirm(stage, family, me, 'parent');
  return me;
}
