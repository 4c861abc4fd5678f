import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import {
  readCertificateNumber,
  readVerificationCode,
  type CertificateState,
  type Purpose,
} from '../../../domain/records/certificate.ts';
import type { Seal } from '../../../domain/records/presence.ts';
import { businessDate } from '../../../domain/time.ts';
import { maskName } from '../../../domain/masking.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { mayReadRecorded } from '../../organizations/tree/recorded-paths.ts';
import { childrenOf } from '../../volunteers/children-of.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';
import { certificateState, withCodes } from './certificate-list.ts';
import type { CertificateSheet } from './certificate-pdf.ts';
import { counts, sheetHash } from '../service/standing.ts';
import type { StoredCertificate } from './stored-certificate.ts';

/** A guardian opens what stands under the child's name, as the own. */
async function isOwnOrWards(reader: Reader, actor: Actor, volunteerId: Id): Promise<boolean> {
  const registrations = await registrationsOf(reader, volunteerId);
  return (
    registrations.includes(actor.person_id) ||
    (await reader.maybe(childrenOf(actor.person_id, registrations))) !== undefined
  );
}

/** Own, or that of a child one guards, or issued where the caller may certify or read records. */
export async function loadCertificate(
  reader: Reader,
  actor: Actor,
  volunteerId: Id,
  certificateId: Id,
): Promise<StoredCertificate> {
  const stored = await reader.maybe<Omit<StoredCertificate, 'is_own' | 'code' | 'pdf_sha256'>>(sql`
    select c.volunteer_id, c.id as certificate_id, c.number, c.purpose, c.organization_id, o.path as organization_path, c.organization_path as path_of_day, c.sheet, c.services, c.total_minutes, c.issued_at
    from certificates c join organizations o on o.id = c.organization_id where c.volunteer_id = ${volunteerId} and c.id = ${certificateId}`);
  const [found] = await withCodes(reader, stored === undefined ? [] : [stored]);
  const is_own = found !== undefined && (await isOwnOrWards(reader, actor, volunteerId));
  const readable =
    found !== undefined &&
    (is_own || mayReadRecorded(actor, 'records.certify', found) || mayReadRecorded(actor, 'records.read', found));
  const printed = await reader.maybe<{ sha256: string }>(
    sql`select sha256 from attachments where subject_id = ${certificateId}`,
  );
  if (found === undefined || !readable || printed === undefined) throw problem('core.not_found');
  return { ...found, is_own, pdf_sha256: printed.sha256 };
}

const issuedColumns = sql`
  c.id, c.volunteer_id, c.number, c.services, c.total_minutes, c.superseded_at, c.revoked_at, c.record_ids, ${sheetHash(sql`c`)} as sheet_hash`;
type Issued = {
  id: Id;
  volunteer_id: Id;
  number: string;
  services: number;
  total_minutes: number;
  superseded_at: Date | null;
  revoked_at: Date | null;
  record_ids: Id[];
  sheet_hash: string;
};

/** As it was issued by its event, not revoked since, and while it stands each of its records counts. Old events hold no hash. */
async function isSound(reader: Reader, c: Issued): Promise<boolean> {
  const events = await reader.all<{ action: string; is_as_issued: boolean | null }>(sql`
    select e.action, e.after ->> 'number' = ${c.number} and (e.after ->> 'total_minutes')::int = ${c.total_minutes} and (e.after ->> 'services')::int = ${c.services}
      and coalesce(e.after ->> 'sheet_sha256', ${c.sheet_hash}) = ${c.sheet_hash} as is_as_issued
    from audit_events e where e.subject_type = 'certificate' and e.subject_id = ${c.id} and e.action in ('records.issue_certificate', 'records.revoke_certificate')`);
  if (!events.some((event) => event.action === 'records.issue_certificate' && event.is_as_issued === true))
    return false;
  if (c.revoked_at !== null) return true;
  if (events.some((event) => event.action === 'records.revoke_certificate')) return false;
  if (c.superseded_at !== null) return true;
  const registrations = await registrationsOf(reader, c.volunteer_id);
  const { standing } = await reader.one<{ standing: number }>(sql`
    select count(*)::int as standing from service_records r
    where r.volunteer_id = any(${registrations}::uuid[]) and r.id = any(${c.record_ids}::uuid[]) and ${counts(sql`r`)}`);
  return standing === c.record_ids.length;
}

/** Where a certificate lies that is found by what it prints. */
const placeOfCertificate = (
  reader: Reader,
  printed: Sql,
): Promise<{ volunteer_id: Id; certificate_id: Id } | undefined> =>
  reader.maybe(sql`select volunteer_id, certificate_id from certificate_codes where ${printed}`);

type Public = Issued & {
  state: CertificateState;
  person_id: Id;
  purpose: Purpose;
  sheet: CertificateSheet;
  period_from: string;
  period_until: string;
  issued_at: Date;
  revoke_reason: string | null;
};

/** What a stranger may see: masked, and nothing that leads to the person. */
export async function verifyByCode(reader: Reader, typed: string, now: Date) {
  const code = readVerificationCode(typed);
  const at = code === null ? undefined : await placeOfCertificate(reader, sql`code = ${code}`);
  const found =
    at === undefined
      ? undefined
      : await reader.maybe<Public>(sql`
    select ${certificateState} as state, coalesce(v.merged_into, v.id) as person_id, c.purpose, c.sheet,
      c.period_from, c.period_until, c.issued_at, c.revoke_reason, ${issuedColumns}
    from certificates c join volunteers v on v.id = c.volunteer_id where c.volunteer_id = ${at.volunteer_id} and c.id = ${at.certificate_id}`);
  if (found === undefined) throw problem('records.certificate_not_found');
  if (!(await isSound(reader, found))) throw problem('records.certificate_disputed');
  const holder = await reader.maybe<{ name: string | null; document_hint: string | null }>(
    sql`select name, document_hint from persons where id = ${found.person_id}`,
  );
  const changed = found.revoked_at ?? found.superseded_at;
  const seals: { seal: Seal; minutes: number }[] = found.sheet.body.by_seal.map((one) => ({
    seal: one.seal,
    minutes: one.minutes,
  }));
  return {
    state: found.state,
    number: found.number,
    name_masked: maskName(holder?.name ?? ''),
    document_masked: holder?.document_hint ?? '',
    purpose: found.purpose,
    organization_name: found.sheet.issuer_name,
    served_under: [...new Set(found.sheet.body.issuers.map((one) => one.issuer_name))].filter(
      (name) => name !== found.sheet.issuer_name,
    ),
    contents: [...found.sheet.contents],
    services: found.services,
    total_minutes: found.total_minutes,
    period_from: found.sheet.body.first_day ?? found.period_from,
    period_until: found.sheet.body.last_day ?? found.period_until,
    issued_on: businessDate(found.issued_at),
    checked_at: now,
    by_seal: seals,
    changed_on: changed === null ? null : businessDate(changed),
    revoke_reason: found.revoke_reason,
    is_demonstration: found.sheet.demonstration,
  };
}

/** Numbers run one after the other, so whoever counts them up learns nothing of a person: neither name, period nor hours. */
export async function findByNumber(reader: Reader, typed: string, now: Date) {
  const number = readCertificateNumber(typed);
  const at = number === null ? undefined : await placeOfCertificate(reader, sql`number = ${number}`);
  const found =
    at === undefined
      ? undefined
      : await reader.maybe<Issued & Pick<Public, 'state' | 'sheet' | 'issued_at'>>(sql`
    select ${certificateState} as state, c.sheet, c.issued_at, ${issuedColumns}
    from certificates c where c.volunteer_id = ${at.volunteer_id} and c.id = ${at.certificate_id}`);
  if (found === undefined) throw problem('records.certificate_not_found');
  if (!(await isSound(reader, found))) throw problem('records.certificate_disputed');
  const changed = found.revoked_at ?? found.superseded_at;
  return {
    state: found.state,
    number: found.number,
    organization_name: found.sheet.issuer_name,
    issued_on: businessDate(found.issued_at),
    changed_on: changed === null ? null : businessDate(changed),
    checked_at: now,
    is_demonstration: found.sheet.demonstration,
  };
}
