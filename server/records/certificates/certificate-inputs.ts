/** What a certificate says: whose hours, which of them may be certified, and by whom. */
import type { Id } from '../../../domain/id.ts';
import type { Period } from '../../../domain/ledger/as-of.ts';
import { problem } from '../../../domain/problem.ts';
import { readContactPhone } from '../../../domain/organizations/contact-phone.ts';
import type { CertifiedRecord, Purpose } from '../../../domain/records/certificate.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { lastSeal } from '../../ledger/queries.ts';
import { nameOn } from '../../organizations/tree/as-of.ts';
import { keepPhone, reachedBy } from '../../organizations/tree/contact-phone.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';
import { counts, disagreements } from '../service/standing.ts';
import type { Print } from '../../pdf/start-pdf-renderer.ts';
import type { Keeping } from '../../attachments/keep-blob.ts';
import type { CertificateSheet } from './certificate-pdf.ts';

export type CertificateRequest = {
  readonly volunteer_id: Id;
  readonly purpose: Purpose;
  readonly period: Period;
  readonly public_url: string;
  /** A turn at the press, taken before the transaction. */
  readonly print: Print;
  /** Where the printed sheet is kept. */
  readonly files: Keeping;
  /** The certifying organisation; left out, the volunteer's home organisation rolls up all issuers. */
  readonly organization_id: Id | null;
  /** Of the issuer, asked for where it has none and kept there. */
  readonly contact_phone?: string | undefined;
  /** The caller guards this child, which was asked before. */
  readonly for_child?: boolean;
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
export type Issuer = {
  readonly id: Id;
  readonly path: string;
  readonly name_zh: string;
  readonly ordinal: number;
  readonly prefix: string | null;
  readonly person_in_charge: string | null;
  readonly contact_phone: string | null;
  readonly reached_by: string | null;
};

/**
 * Holder, issuer and last seal in one round trip, who signs in a second: with the others it would be a third of the time a certificate takes.
 * Who signs as 负责人: whoever holds the right to certify at the organisation, first granted first.
 */
export async function loadInputs(writer: Writer, input: CertificateRequest): Promise<Inputs | undefined> {
  const registrations = await registrationsOf(writer, input.volunteer_id);
  const found = await writer.maybe<
    Omit<Inputs, 'registrations' | 'issuer'> & { issuer: Omit<Issuer, 'person_in_charge'> }
  >(sql`
    select p.name, p.document_type, p.document_hint, v.number, p.is_example or o.is_example as is_example,
      ${disagreements(sql`${registrations}::uuid[]`, input.period.from, input.period.until)} as disagreements,
      json_build_object('id', o.id, 'path', o.path, 'name_zh', o.name_zh, 'ordinal', o.ordinal, 'prefix', (select x.prefix from certificate_prefixes x where x.organization_id = o.id), 'contact_phone', o.contact_phone,
        'reached_by', ${reachedBy}) as issuer,
      (select h.name from persons h where h.id = ${writer.caller.person_id}) as handled_by, (${lastSeal}) as sealed
    from volunteers v join persons p on p.id = v.id join organizations o on o.id = coalesce(${input.organization_id}::uuid, v.organization_id)
    where v.id = ${input.volunteer_id} and v.merged_into is null`);
  if (found === undefined) return undefined;
  const charged = await writer.maybe<{ name: string | null }>(sql`
    select c.name from role_grants g join roles r on r.id = g.role_id join persons c on c.id = g.person_id
    where g.organization_id = ${found.issuer.id} and g.ended_at is null and g.activity_id is null and 'records.certify' = any(r.permissions) order by g.granted_at limit 1`);
  return { ...found, registrations, issuer: { ...found.issuer, person_in_charge: charged?.name ?? null } };
}

/** An office that certifies can be reached: the phone is asked for once, and stays with it. */
export async function phoneOf(writer: Writer, issuer: Issuer, given: string | undefined): Promise<string> {
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
export async function certifiable(
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
