/** Issues, numbers, archives. 谁组织谁记录，谁记录谁证明; free of charge (art. 19). */
import { createHash, randomBytes } from 'node:crypto';
import type { Id } from '../../../domain/id.ts';
import type { Period } from '../../../domain/ledger/as-of.ts';
import { problem } from '../../../domain/problem.ts';
import { readContactPhone } from '../../../domain/organizations/contact-phone.ts';
import {
  certificateBody,
  certificateNumber,
  firstCertifiedDay,
  periodFault,
  verificationCode,
  type CertifiedRecord,
  type Purpose,
} from '../../../domain/records/certificate.ts';
import { businessDate } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { lazyRequire } from '../../lazy-require.ts';
import { lastSeal } from '../../ledger/queries.ts';
import { nameOn } from '../../organizations/tree/as-of.ts';
import { keepPhone, reachedBy } from '../../organizations/tree/contact-phone.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';
import { BooksDisagree } from './report-disagreement.ts';
import { counts, disagreements, sheetHash } from '../service/standing.ts';
import type { Print } from '../../pdf/start-pdf-renderer.ts';
import { certificateJob, type CertificateSheet } from './certificate-pdf.ts';
import { personBehind } from '../../volunteers/registrations.ts';
import { lockVolunteer } from '../../volunteers/lock-volunteer.ts';

export type CertificateRequest = {
  readonly volunteer_id: Id;
  readonly purpose: Purpose;
  readonly period: Period;
  readonly public_url: string;
  /** A turn at the press, taken before the transaction. */
  readonly print: Print;
  /** The certifying organisation; left out, the volunteer's home organisation rolls up all issuers. */
  readonly organization_id: Id | null;
  /** Of the issuer, asked for where it has none and kept there. */
  readonly contact_phone?: string | undefined;
  /** The caller guards this child, which was asked before. */
  readonly for_child?: boolean;
};
export type IssuedCertificate = {
  readonly volunteer_id: Id;
  readonly certificate_id: Id;
  readonly number: string;
  readonly code: string;
  readonly total_minutes: number;
};
type Inputs = {
  readonly name: string | null;
  readonly document_type: string | null;
  readonly document_hint: string | null;
  readonly number: string;
  readonly is_example: boolean;
  readonly registrations: readonly Id[];
  readonly disagreements: readonly string[];
  readonly issuer: Issuer;
  readonly handled_by: string | null;
  readonly sealed: CertificateSheet['sealed'];
};
type Issuer = {
  readonly id: Id;
  readonly path: string;
  readonly name_zh: string;
  readonly ordinal: number;
  readonly prefix: string | null;
  readonly person_in_charge: string | null;
  readonly contact_phone: string | null;
  readonly reached_by: string | null;
};

const pinyinPro = lazyRequire<typeof import('pinyin-pro')>('pinyin-pro');
const documentNames: Readonly<Record<string, string>> = {
  resident_id: '居民身份证',
  id_card: '居民身份证',
  hk_mo_permit: '港澳居民居住证',
  tw_permit: '台湾居民居住证',
  passport: '护照',
};

export async function issueCertificate(writer: Writer, input: CertificateRequest): Promise<IssuedCertificate> {
  const own = input.volunteer_id === writer.caller.person_id || input.for_child === true;
  const fault = periodFault(input.period, businessDate(writer.now));
  if (fault !== null) throw problem('records.period_invalid', { first: firstCertifiedDay }, fault);
  await lockVolunteer(writer, input.volunteer_id);
  if (input.organization_id !== null) await standingOrganization(writer, input.organization_id); // of a dissolved one its successor answers
  const inputs = await loadInputs(writer, input);
  if (inputs === undefined) throw problem('core.not_found');
  const { issuer } = inputs;
  if (!own) writer.caller.require('records.certify', { path: issuer.path }, 'organizations.read');
  if (inputs.disagreements.length > 0)
    throw new BooksDisagree({ ...inputs, volunteer_id: input.volunteer_id, organization_path: issuer.path });
  const records = await certifiable(
    writer,
    input.period,
    inputs.registrations,
    own && input.organization_id === null ? null : issuer.path,
  );
  const body = certificateBody(records, input.period);
  if (body.services === 0) throw problem('records.nothing_to_certify');
  const contact = own ? issuer.reached_by : await phoneOf(writer, issuer, input.contact_phone);
  // a service under another name is said under that name, also where it is the issuer's own former one
  const isRollUp =
    body.issuers.length > 1 ||
    body.issuers[0]?.issuer_id !== issuer.id ||
    body.issuers[0].issuer_name !== issuer.name_zh;
  const number = await nextNumber(writer, issuer);
  const code = verificationCode(randomBytes(5));
  const contents = [...new Set(records.map((record) => record.content))]
    .filter((content) => content !== '')
    .slice(0, 3);
  const sheet: CertificateSheet = {
    number,
    code,
    verify_url: `${input.public_url}/verify/${code}`,
    demonstration: inputs.is_example,
    roll_up: isRollUp,
    purpose: input.purpose,
    name: inputs.name ?? '',
    id_kind: documentNames[inputs.document_type ?? ''] ?? '证件',
    id_masked: inputs.document_hint ?? '未登记',
    volunteer_number: inputs.number,
    contents,
    body,
    issuer_name: issuer.name_zh,
    person_in_charge: issuer.person_in_charge,
    handled_by:
      input.for_child === true ? '监护人线上开具' : own ? '本人线上开具' : (inputs.handled_by ?? '本人线上开具'),
    contact,
    issued_on: businessDate(writer.now),
    sealed: inputs.sealed,
  };
  const certificateId = writer.newId();
  // Without personal fields: the sheet itself is the archive, and goes when the person is deleted.
  const { name: _, id_masked: __, ...kept } = sheet;
  const printed = input.print(certificateJob(sheet));
  printed.catch(() => undefined); // awaited below: what does not need the sheet is written meanwhile
  await writer.run(
    sql`insert into certificate_codes (code, number, volunteer_id, certificate_id) values (${code}, ${number}, ${input.volunteer_id}, ${certificateId})`,
  );
  if (!own)
    await writer.notify(
      input.volunteer_id,
      'records.certificate_issued',
      { number, title: issuer.name_zh },
      '/certificates',
    );
  const pdf = await printed;
  const stored = await writer.one<{ sheet_sha256: string }>(sql`
    insert into certificates (volunteer_id, id, number, organization_id, organization_path, purpose, is_roll_up, period_from, period_until, as_of, record_ids, services, total_minutes, sheet, pdf,
      person_in_charge, handled_by, issued_at)
    values (${input.volunteer_id}, ${certificateId}, ${number}, ${issuer.id}, ${issuer.path}, ${input.purpose}, ${isRollUp}, ${input.period.from}, ${input.period.until}, ${writer.now},
      ${body.lines.map((line) => line.record_id)}::uuid[], ${body.services}, ${body.total_minutes}, ${json(kept)}, ${pdf}, ${sheet.person_in_charge}, ${input.volunteer_id === writer.caller.person_id ? null : writer.caller.person_id}, ${writer.now}) returning ${sheetHash(sql`certificates`)} as sheet_sha256`);
  // The night seals the event, and with it what was printed.
  await writer.audit({
    action: 'records.issue_certificate',
    subject_type: 'certificate',
    subject_id: certificateId,
    organization_path: issuer.path,
    permission: own ? null : 'records.certify',
    after: {
      number,
      purpose: input.purpose,
      total_minutes: body.total_minutes,
      services: body.services,
      ...stored,
      pdf_sha256: createHash('sha256').update(pdf).digest('hex'),
    },
  });
  return {
    volunteer_id: input.volunteer_id,
    certificate_id: certificateId,
    number,
    code,
    total_minutes: body.total_minutes,
  };
}

/**
 * Holder, issuer and last seal in one round trip: with the others it would be a third of the time a certificate takes.
 * Who signs as 负责人: whoever holds the right to certify at the organisation, first granted first.
 */
function loadInputs(writer: Writer, input: CertificateRequest): Promise<Inputs | undefined> {
  return writer.maybe<Inputs>(sql`
    select p.name, p.document_type, p.document_hint, v.number, p.is_example or o.is_example as is_example,
      mine.registrations, ${disagreements(sql`mine.registrations`, input.period.from, input.period.until)} as disagreements,
      json_build_object('id', o.id, 'path', o.path, 'name_zh', o.name_zh, 'ordinal', o.ordinal, 'prefix', (select x.prefix from certificate_prefixes x where x.organization_id = o.id), 'contact_phone', o.contact_phone,
        'reached_by', ${reachedBy}, 'person_in_charge', (select c.name from role_grants g join roles r on r.id = g.role_id join persons c on c.id = g.person_id
          where g.organization_id = o.id and g.ended_at is null and g.activity_id is null and 'records.certify' = any(r.permissions) order by g.granted_at limit 1)) as issuer,
      (select h.name from persons h where h.id = ${writer.caller.person_id}) as handled_by, (${lastSeal}) as sealed
    from volunteers v join persons p on p.id = v.id join organizations o on o.id = coalesce(${input.organization_id}::uuid, v.organization_id)
      cross join lateral (select array(select r.id from volunteers r where r.id = v.id or r.merged_into = v.id) as registrations) mine
    where v.id = ${input.volunteer_id} and v.merged_into is null`);
}

/** An office that certifies can be reached: the phone is asked for once, and stays with it. */
async function phoneOf(writer: Writer, issuer: Issuer, given: string | undefined): Promise<string> {
  if (given === undefined || given === '') {
    if (issuer.contact_phone === null)
      throw problem('records.issuer_phone_missing', { name: issuer.name_zh }, 'contact_phone');
    return issuer.contact_phone;
  }
  const phone = readContactPhone(given);
  if (phone !== issuer.contact_phone) await keepPhone(writer, issuer, phone, 'records.certify');
  return phone;
}

/** Records of the issuer and of what lies below it, now or on the day of service, and of the dissolved bodies that it succeeded. */
async function certifiable(
  writer: Writer,
  period: Period,
  registrations: readonly Id[],
  path: string | null,
): Promise<CertifiedRecord[]> {
  return writer.all<CertifiedRecord>(sql`
    select r.id as record_id, r.organization_id as issuer_id, r.service_day, r.title as content, r.source, r.balance, r.minutes, ${nameOn(sql`r.service_day`)} as issuer_name
    from service_records r join organizations o on o.id = r.organization_id left join organizations s on s.id = o.successor_id
    where r.volunteer_id = any(${registrations}::uuid[]) and ${counts(sql`r`)} and r.service_day between ${period.from} and ${period.until}
      and (${path}::text is null or r.organization_path like ${`${path ?? ''}%`} or o.path like ${`${path ?? ''}%`} or s.path like ${`${path ?? ''}%`})`);
}

/** The number of the issuer's series is locked from here to the commit. */
async function nextNumber(writer: Writer, issuer: Issuer): Promise<string> {
  const year = Number(businessDate(writer.now).slice(0, 4));
  if (issuer.prefix === null) await takeLetters(writer, issuer);
  const next = await writer.maybe<{ prefix: string; last_number: number }>(sql`
    insert into certificate_series (organization_id, year, last_number) select organization_id, ${year}::int, 1 from certificate_prefixes where organization_id = ${issuer.id}
    on conflict (organization_id, year) do update set last_number = certificate_series.last_number + 1
    returning last_number, (select prefix from certificate_prefixes where organization_id = ${issuer.id}) as prefix`);
  if (next === undefined) throw problem('core.conflict'); // both prefixes are others'
  return certificateNumber(next.prefix, year, next.last_number);
}

/** An issuer takes its letters with the first certificate; where another has them, its ordinal is added. */
function takeLetters(writer: Writer, issuer: Issuer): Promise<void> {
  const letters =
    pinyinPro()
      .pinyin(issuer.name_zh.replace(/^(共青团|团)/, ''), { pattern: 'first', toneType: 'none', type: 'array' })
      .join('')
      .replace(/[^a-z]/gi, '')
      .slice(0, 2)
      .toUpperCase() || 'QZ';
  return writer.run(sql`
    insert into certificate_prefixes (organization_id, prefix)
    select ${issuer.id}, prefix from unnest(${[letters, `${letters}${issuer.ordinal}`]}::text[]) with ordinality one (prefix, place) order by place on conflict do nothing`);
}

export async function revokeCertificate(
  writer: Writer,
  input: { readonly volunteer_id: Id; readonly certificate_id: Id; readonly reason: string },
): Promise<{ state: 'revoked' }> {
  const certificate = await writer.maybe<{
    organization_path: string;
    number: string;
    revoked_at: Date | null;
    person_id: Id;
  }>(sql`
    select o.path as organization_path, c.number, c.revoked_at, ${personBehind(sql`c.volunteer_id`)} as person_id
    from certificates c join organizations o on o.id = c.organization_id where c.volunteer_id = ${input.volunteer_id} and c.id = ${input.certificate_id} for update of c`);
  if (certificate === undefined) throw problem('core.not_found');
  writer.caller.require('records.certify', { path: certificate.organization_path }, 'organizations.read');
  if (certificate.revoked_at !== null) throw problem('core.conflict');
  await writer.run(sql`
    update certificates set revoked_at = ${writer.now}, revoked_by = ${writer.caller.person_id}, revoke_reason = ${input.reason} where volunteer_id = ${input.volunteer_id} and id = ${input.certificate_id}`);
  await writer.notify(
    certificate.person_id,
    'records.certificate_revoked',
    { number: certificate.number, reason: input.reason },
    '/certificates',
  );
  await writer.audit({
    action: 'records.revoke_certificate',
    subject_type: 'certificate',
    subject_id: input.certificate_id,
    organization_path: certificate.organization_path,
    permission: 'records.certify',
    after: { number: certificate.number },
    reason: input.reason,
  });
  return { state: 'revoked' };
}
