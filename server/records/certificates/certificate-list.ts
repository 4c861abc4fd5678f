/** Certificates as they are listed: one's own, and the archive of an issuer and below. */
import type { Id } from '../../../domain/id.ts';
import type { CertificateState, Purpose } from '../../../domain/records/certificate.ts';
import { certificateColumns, certificateFigures } from '../../../domain/records/certificate-columns.ts';
import { maskName } from '../../../domain/masking.ts';
import { listOfFact, type Asked, type Fact, type ListEnd } from '../../db/fact.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { recordedWithin } from '../../organizations/tree/recorded-paths.ts';
import { mergedOfThose, namedByPerson, registrationsOf } from '../../volunteers/registrations.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import { holderKey } from './badge.ts';
import { counts } from '../service/standing.ts';

type Row = {
  volunteer_id: Id;
  certificate_id: Id;
  number: string;
  code: string;
  purpose: Purpose;
  organization_name: string;
  period_from: string;
  period_until: string;
  services: number;
  total_minutes: number;
  issued_at: Date;
  state: CertificateState;
};
export const certificateState = sql`case when c.revoked_at is not null then 'revoked' when c.superseded_at is not null then 'superseded' else 'valid' end`;
const columns = sql`
  c.volunteer_id, c.id as certificate_id, c.number, c.purpose, c.sheet ->> 'issuer_name' as organization_name, c.period_from, c.period_until, c.services, c.total_minutes, c.issued_at,
  ${certificateState} as state`;

/** Codes lie by their value, so those of a list are asked for by number. */
export async function withCodes<Row extends { readonly number: string }>(
  reader: Reader,
  rows: readonly Row[],
): Promise<(Row & { readonly code: string })[]> {
  const found = await reader.all<{ number: string; code: string }>(
    sql`select number, code from certificate_codes where number = any(${rows.map((row) => row.number)}::text[])`,
  );
  const codes = new Map(found.map((row) => [row.number, row.code]));
  return rows.flatMap((row) => {
    const code = codes.get(row.number);
    return code === undefined ? [] : { ...row, code };
  });
}

export async function myCertificates(reader: Reader, secrets: SecretBox, volunteerId: Id) {
  const registrations = await registrationsOf(reader, volunteerId);
  const stored = await reader.all<Omit<Row, 'code'>>(
    sql`select ${columns} from certificates c where c.volunteer_id = any(${registrations}::uuid[]) order by c.issued_at desc limit 200`,
  );
  const rows = await withCodes(reader, stored);
  const issuers = await reader.all<{ organization_id: Id; name: string; minutes: number }>(sql`
    select r.organization_id, o.name_zh as name, sum(r.minutes)::int as minutes from service_records r join organizations o on o.id = r.organization_id
    where r.volunteer_id = any(${registrations}::uuid[]) and ${counts(sql`r`)} and r.balance = 'credit_minutes' group by r.organization_id, o.name_zh order by minutes desc`);
  return { rows: rows.map((row) => ({ ...row, holder_key: holderKey(secrets, row.certificate_id) })), issuers };
}

const certificateFact = {
  columns: certificateColumns,
  figures: certificateFigures,
  from: sql`certificates c join organizations o on o.id = c.organization_id join volunteers v on v.id = c.volunteer_id join persons p on p.id = v.id`,
  counted: sql`certificates c join volunteers v on v.id = c.volunteer_id join persons p on p.id = v.id`,
  of: {
    number: sql`c.number`,
    name: sql`p.pinyin`,
    purpose: sql`c.purpose`,
    issuer: sql`c.sheet ->> 'issuer_name'`,
    total_minutes: sql`c.total_minutes`,
    issued_at: sql`c.issued_at`,
    state: certificateState,
  },
  adds: { people: sql`coalesce(v.merged_into, v.id)` },
  id: sql`c.id`,
  order: '-issued_at',
} satisfies Fact<typeof certificateColumns, typeof certificateFigures>;

type Archived = Omit<Row, 'code'> & {
  person_id: Id;
  name: string | null;
  volunteer_number: string;
  organization_path: string;
};
type ArchiveQuery = Asked<typeof certificateColumns> & {
  person_words?: string | undefined;
  volunteer_id?: Id | undefined;
};

export async function listCertificates(reader: Reader, actor: Actor, query: ArchiveQuery) {
  const where = [await recordedWithin(reader, sql`c.organization_path`, actor.scope('records.certify'))];
  if (query.person_words) where.push(await wordsCondition(reader, query.person_words));
  if (query.volunteer_id !== undefined)
    where.push(sql`c.volunteer_id = any(${await registrationsOf(reader, query.volunteer_id)}::uuid[])`);
  const list = await listOfFact<Archived, typeof certificateColumns, typeof certificateFigures>(
    reader,
    certificateFact,
    {
      ...query,
      read: (page) =>
        reader.all<Archived & ListEnd>(
          sql`select ${columns}, coalesce(v.merged_into, v.id) as person_id, p.name, v.number as volunteer_number, o.path as organization_path, ${page}`,
        ),
      where,
    },
  );
  const rows = await withCodes(reader, await namedByPerson(reader, list.rows));
  return {
    next_cursor: list.next_cursor,
    totals: list.totals,
    rows: rows.map(({ organization_path, person_id: _, name, ...row }) => ({
      ...row,
      volunteer_name: maskName(name),
      can: { revoke: row.state !== 'revoked' && actor.may('records.certify', { path: organization_path }) },
    })),
  };
}

/** Its number, a volunteer's number, name or last four digits of the phone. */
async function wordsCondition(reader: Reader, words: string): Promise<Sql> {
  const search = `%${words.replace(/[%_\\]/g, '\\$&')}%`;
  const isMeant = (person: Sql): Sql =>
    sql`(${person}.name like ${search} or right(${person}.phone_hint, 4) = ${words})`;
  const merged = await mergedOfThose(reader, isMeant);
  return sql`(c.number ilike ${search} or v.number like ${search} or ${isMeant(sql`p`)} or c.volunteer_id = any(${merged}::uuid[]))`;
}
