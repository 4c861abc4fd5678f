/** A dissolved organisation takes no entries: every write that names an organisation is refused there, with one sentence. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../nouns.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { sql } from '../db/sql.ts';
import { call, nameOf, type Given } from './call.ts';
import { goodCall } from './good-call.ts';
import { matrix } from './permission-matrix.ts';
import { makeWorld, type World } from './world.ts';

/** Where a call says which organisation it is about. */
const keys = ['organization_id', 'parent_id', 'issuer_id', 'branch_id'] as const;

/** Not asked here, and why. */
const left: Readonly<Record<string, string>> = {
  'PUT /api/activities/{activity_id}/co-hosts/{organization_id}/answer':
    'an invitation from before is answered, and the activity was handed over with the rest',
};

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world.t.close();
});

type Named = Readonly<Record<string, unknown>>;

/** The organisation that a call names, if it names one that exists. */
async function organizationOf(given: Given & { body?: object }): Promise<string | undefined> {
  for (const part of [given.params, given.body, given.upload?.fields] as (Named | undefined)[]) {
    for (const key of keys) {
      const value = part?.[key];
      if (typeof value !== 'string') continue;
      const [row] = await world.t.rows<{ id: string }>(sql`select id from organizations where id::text = ${value}`);
      if (row !== undefined) return row.id;
    }
  }
  return undefined;
}

/** Its like, which ended yesterday. */
async function goneLike(id: string): Promise<string> {
  const [like] = await world.t.rows<{ kind: string; level: string }>(
    sql`select kind, level from organizations where id = ${id}`,
  );
  const gone = await world.t.organization(`撤销的 ${id.slice(-6)}`, world.county, {
    kind: like?.kind ?? 'team',
    level: like?.level ?? 'county',
  });
  await world.t.setUp((writer) =>
    writer.run(
      sql`update organizations set dissolved_on = '2026-11-20', dissolved_reason = '机构调整' where id = ${gone.id}`,
    ),
  );
  return gone.id;
}

const replaced = <T extends object | undefined>(part: T, from: string, to: string): T =>
  part === undefined ? part : (JSON.parse(JSON.stringify(part).replaceAll(from, to)) as T);
const writes = endpoints.filter(
  (endpoint) =>
    endpoint.method !== 'GET' && matrix[nameOf(endpoint)]?.make !== undefined && !(nameOf(endpoint) in left),
);

async function refusalAtGone(endpoint: Endpoint): Promise<string | null> {
  const { subject, body } = await goodCall(world, endpoint);
  const given = {
    ...subject,
    ...(subject.body === undefined && typeof body === 'object' && body !== null ? { body } : {}),
  } as Given;
  const id = await organizationOf(given);
  if (id === undefined) return null;
  const gone = await goneLike(id);
  const { params, upload } = given;
  const asked: Given = {
    ...(params === undefined ? {} : { params: replaced(params, id, gone) }),
    ...(given.body === undefined ? {} : { body: replaced(given.body, id, gone) }),
    ...(upload === undefined
      ? {}
      : {
          upload: { ...upload, ...(upload.fields === undefined ? {} : { fields: replaced(upload.fields, id, gone) }) },
        }),
  };
  const who =
    matrix[nameOf(endpoint)]?.access === 'owned' || matrix[nameOf(endpoint)]?.access === 'signed_in'
      ? (subject.owner ?? world.volunteer)
      : world.chief;
  const answer = await call(world.t, endpoint, who, asked);
  return `${answer.status} ${String((answer.body as { code?: string }).code)}`;
}

test('every write that names an organisation is refused where it is dissolved', async () => {
  const answers: Record<string, string> = {};
  for (const endpoint of writes) {
    const answer = await refusalAtGone(endpoint);
    if (answer !== null) answers[nameOf(endpoint)] = answer;
  }
  expect(Object.keys(answers).length).toBeGreaterThan(20);
  expect(Object.entries(answers).filter(([, answer]) => answer !== '409 organizations.dissolved')).toEqual([]);
}, 120_000);
