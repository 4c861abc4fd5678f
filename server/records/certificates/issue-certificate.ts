/** Issues, numbers, archives. 谁组织谁记录，谁记录谁证明; free of charge (art. 19). */
import { randomBytes } from 'node:crypto';
import { recordsPhone } from '../../../domain/records/paths.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import {
  certificateBody,
  certificateNumber,
  certificateSeries,
  firstCertifiedDay,
  periodFault,
  verificationCode,
} from '../../../domain/records/certificate.ts';
import { seriesOf } from '../../../domain/numbering/series.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import { insertAttachment } from '../../attachments/attach.ts';
import { keepBlob } from '../../attachments/keep-blob.ts';
import { sql } from '../../db/sql.ts';
import { json, type Writer } from '../../db/writer.ts';
import { lazyRequire } from '../../lazy-require.ts';
import { takeNumbers } from '../../numbering/take-numbers.ts';
import { standingOrganization } from '../../organizations/tree/load-organization.ts';
import { BooksDisagree } from './report-disagreement.ts';
import { sheetHash } from '../service/standing.ts';
import { certificateJob, type CertificateSheet } from './certificate-pdf.ts';
import { lockVolunteer } from '../../volunteers/lock-volunteer.ts';
import { type CertificateRequest, loadInputs, certifiable, phoneOf, type Issuer } from './certificate-inputs.ts';

export type IssuedCertificate = {
  readonly volunteer_id: Id;
  readonly certificate_id: Id;
  readonly number: string;
  readonly code: string;
  readonly total_minutes: number;
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
  const code = verificationCode(randomBytes(5));
  const contents = [...new Set(records.map((record) => record.content))]
    .filter((content) => content !== '')
    .slice(0, 3);
  const issuedOn = businessDate(writer.now);
  const number = await nextNumber(writer, issuer, issuedOn);
  const sheet: CertificateSheet = {
    number,
    code,
    verify_url: input.public_url + recordsPhone.verified({ code }),
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
    issued_on: issuedOn,
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
  if (!own) await writer.notify(input.volunteer_id, 'records.certificate_issued', { number, title: issuer.name_zh });
  const pdf = await printed;
  const pdf_sha256 = await keepBlob(input.files, pdf);
  const stored = await writer.one<{ sheet_sha256: string }>(sql`
    insert into certificates (volunteer_id, id, number, organization_id, organization_path, purpose, is_roll_up, period_from, period_until, as_of, record_ids, services, total_minutes, sheet,
      person_in_charge, handled_by, issued_at)
    values (${input.volunteer_id}, ${certificateId}, ${number}, ${issuer.id}, ${issuer.path}, ${input.purpose}, ${isRollUp}, ${input.period.from}, ${input.period.until}, ${writer.now},
      ${body.lines.map((line) => line.record_id)}::uuid[], ${body.services}, ${body.total_minutes}, ${json(kept)}, ${sheet.person_in_charge}, ${input.volunteer_id === writer.caller.person_id ? null : writer.caller.person_id}, ${writer.now}) returning ${sheetHash(sql`certificates`)} as sheet_sha256`);
  const printedFile = { file_name: `${number}.pdf`, media_type: 'application/pdf', sha256: pdf_sha256 };
  await insertAttachment(
    writer,
    { ...printedFile, size_bytes: pdf.length, width: null, height: null, small_sha256: null, picture_hash: null },
    { subject: 'certificate', subject_id: certificateId, person_id: input.volunteer_id },
  );
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
      pdf_sha256,
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

/** Printed on the sheet, so it is taken before that: the issuer's series is locked from here to the commit. */
async function nextNumber(writer: Writer, issuer: Issuer, issuedOn: BusinessDate): Promise<string> {
  const prefix = issuer.prefix ?? (await takeLetters(writer, issuer));
  const series = seriesOf(certificateSeries, issuer.id, issuedOn);
  const [running] = await takeNumbers(writer, series, 1);
  if (running === undefined) throw new Error('a number was expected');
  return certificateNumber(prefix, Number(issuedOn.slice(0, 4)), running);
}

/** An issuer takes its letters with the first certificate; where another has them, its ordinal is added. */
async function takeLetters(writer: Writer, issuer: Issuer): Promise<string> {
  const letters =
    pinyinPro()
      .pinyin(issuer.name_zh.replace(/^(共青团|团)/, ''), { pattern: 'first', toneType: 'none', type: 'array' })
      .join('')
      .replace(/[^a-z]/gi, '')
      .slice(0, 2)
      .toUpperCase() || 'QZ';
  await writer.run(sql`
    insert into certificate_prefixes (organization_id, prefix)
    select ${issuer.id}, prefix from unnest(${[letters, `${letters}${issuer.ordinal}`]}::text[]) with ordinality one (prefix, place) order by place on conflict do nothing`);
  const taken = await writer.maybe<{ prefix: string }>(
    sql`select prefix from certificate_prefixes where organization_id = ${issuer.id}`,
  );
  if (taken === undefined) throw problem('core.conflict'); // both are others'
  return taken.prefix;
}
