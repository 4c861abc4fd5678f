/** People with seats in a shift that runs now, who check in over HTTP at a server in a process of its own. */
import { randomUUID } from 'node:crypto';
import { newId } from '../../domain/id.ts';
import { codeText, stepAt } from '../../domain/rotating-code.ts';
import { newToken } from '../accounts/sign-in/session-token.ts';
import { openDatabase, type Database } from '../db/open.ts';
import { loadSecrets } from '../security/secrets-file.ts';
import { sessionCookie } from '../http/load-actor.ts';
import { hmacOf } from '../records/check-in/check-in.ts';
import { SecretBox } from '../security/secret-box.ts';

export type Person = { readonly id: string; readonly token: string; readonly key: string };
export type Crowd = {
  readonly directory: string;
  readonly shift: string;
  readonly people: readonly Person[];
  /** A phone sends again what it sent: the same key with the same body. */ readonly scans: Map<string, string>;
};

export async function withDatabase<T>(directory: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ data_dir: directory });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** A shift that runs now, and people with seats who are signed in. */
export async function prepareCrowd(directory: string, people: number): Promise<Crowd> {
  const secrets = new SecretBox(loadSecrets(directory));
  const now = new Date();
  const crowd = Array.from({ length: people }, () => {
    const id = newId(now);
    return { id, token: newToken(id), key: randomUUID() };
  });
  const [project, activity, shift] = [newId(now), newId(now), newId(now)];
  await withDatabase(directory, async ({ pool }) => {
    const {
      rows: [place],
    } = await pool.query<{ id: string; path: string }>('select id, path from organizations order by ordinal limit 1');
    const ids = crowd.map(({ id }) => id);
    await pool.query(
      "insert into persons (id, name, birth_date, created_at) select id, '测试', '1990-01-01', now() from unnest($1::uuid[]) id",
      [ids],
    );
    await pool.query('insert into accounts (person_id, created_at) select id, now() from unnest($1::uuid[]) id', [ids]);
    await pool.query(
      `insert into sessions (token_hash, id, person_id, created_at, last_seen_at, expires_at)
      select hash, gen_random_uuid(), id, now(), now(), now() + interval '1 day' from unnest($1::uuid[], $2::bytea[]) as t (id, hash)`,
      [ids, crowd.map(({ token }) => secrets.tokenHash(token))],
    );
    await pool.query(
      `insert into volunteers (id, number, organization_id, organization_path, source, registered_at) select id, id::text, $2, $3, 'self', now() from unnest($1::uuid[]) id`,
      [ids, place?.id, place?.path],
    );
    await pool.query(
      `insert into projects (id, organization_id, organization_path, title, category, created_by, created_at) values ($1, $2, $3, '清水', 'ecology', $1, now())`,
      [project, place?.id, place?.path],
    );
    await pool.query(
      `insert into activities (id, project_id, organization_id, organization_path, title, category, place, risk_statement, leader_id, starts_at, ends_at, created_by, created_at, published_at)
      values ($1, $2, $3, $4, '江边清洁', 'ecology', '码头', '湿滑', $1, now() - interval '10 minutes', now() + interval '2 hours', $1, now(), now())`,
      [activity, project, place?.id, place?.path],
    );
    await pool.query(
      `insert into shifts (activity_id, id, starts_at, ends_at, capacity) values ($1, $2, now() - interval '10 minutes', now() + interval '2 hours', $3)`,
      [activity, shift, people],
    );
    await pool.query(
      `insert into sign_ups (volunteer_id, id, activity_id, shift_id, organization_path, shift_starts_at, shift_ends_at, place, queue_number, signed_up_at)
      select id, gen_random_uuid(), $2, $3, $4, now() - interval '10 minutes', now() + interval '2 hours', 'seat', 1, now() from unnest($1::uuid[]) id`,
      [ids, activity, shift, place?.path],
    );
  });
  return { directory, shift, people: crowd, scans: new Map() };
}

function scanOf({ directory, shift }: Crowd): string {
  const now = new Date();
  const code = codeText({ kind: 'shift', id: shift }, stepAt(now), hmacOf(new SecretBox(loadSecrets(directory))));
  return JSON.stringify({ kind: 'rotating_code', code, direction: 'in', scanned_at: now.toISOString(), offline: true });
}

/** Null where no answer came. */
export async function checkIn(
  address: string,
  crowd: Crowd,
  person: Person,
): Promise<{ status: number; code?: string; message?: string } | null> {
  const body = crowd.scans.get(person.key) ?? scanOf(crowd);
  crowd.scans.set(person.key, body);
  try {
    const answer = await fetch(`${address}/api/check-ins`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': person.key,
        cookie: `${sessionCookie}=${person.token}`,
      },
      body,
    });
    return { ...((await answer.json()) as { code?: string; message?: string }), status: answer.status };
  } catch {
    return null;
  }
}

/** Sixteen at a time; who was told "done" is in the answer. */
export async function rush(
  address: string,
  crowd: Crowd,
  onAnswer: (acknowledged: number) => void = () => undefined,
): Promise<{ acknowledged: Set<string>; statuses: Map<number | null, number> }> {
  const waiting = [...crowd.people];
  const acknowledged = new Set<string>();
  const statuses = new Map<number | null, number>();
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let person = waiting.shift(); person !== undefined; person = waiting.shift()) {
        const status = (await checkIn(address, crowd, person))?.status ?? null;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 200) acknowledged.add(person.id);
        onAnswer(acknowledged.size);
      }
    }),
  );
  return { acknowledged, statuses };
}

export async function stamps({ directory, shift }: Crowd): Promise<Map<string, number>> {
  return withDatabase(directory, async ({ pool }) => {
    const { rows } = await pool.query<{ volunteer_id: string; count: number }>(
      'select volunteer_id, count(*) as count from attendance_stamps where shift_id = $1 group by 1',
      [shift],
    );
    return new Map(rows.map((row) => [row.volunteer_id, row.count]));
  });
}

/** Asks until the server serves from its database again, for a minute at most. */
export async function untilHealthy(address: string): Promise<void> {
  for (let round = 0; round < 120; round += 1) {
    if ((await fetch(`${address}/healthz`).catch(() => null))?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('the server did not come back within a minute');
}
