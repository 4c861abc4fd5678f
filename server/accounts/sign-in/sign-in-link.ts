/** A link that is good once: the operator's for an administrator, an administrator's for the people she gives a role. */
import { randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';
import { behindTheSign, ownPhone } from '../../../domain/paths.ts';
import { refusalOfPassword } from '../../../domain/accounts/password.ts';
import { refusalWhileLocked } from '../../../domain/accounts/sign-in.ts';
import {
  linkLifeMs,
  refusalOfLink,
  refusalToInvite,
  type Invited,
  type LinkInputs,
} from '../../../domain/accounts/sign-in-link.ts';
import type { TotpStepsBefore } from '../../../domain/accounts/totp.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { endSessions } from '../people/end-sessions.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { holdersNear } from '../../holders.ts';
import { lazyRequire } from '../../lazy-require.ts';
import { checkDigits, totpOf } from './authenticator.ts';
import { deviceHash, knowDevice } from './known-device.ts';
import { failuresOf, noteAttempt, refuseFlood } from './limit-attempts.ts';
import { grantHolder } from '../roles/grant-holder.ts';
import { accountOfPerson } from './open-account.ts';
import { openSession } from './open-session.ts';
import { sendAfterCommit, type PhoneSender } from './phone-sender.ts';
import type { Caller, SignedIn } from './sign-in.ts';

const argon2 = lazyRequire<typeof import('@node-rs/argon2')>('@node-rs/argon2');

export type MadeLink = { readonly token: string; readonly expires_at: Date };
type LinkRow = LinkInputs & {
  id: Id;
  person_id: Id;
  grant_id: Id | null;
  organization_id: Id | null;
  made_by: Id | null;
  totp_encrypted: Buffer | null;
  opened_at: Date | null;
  /** Whoever holds a role sets an authenticator as well; a volunteer a password alone. */
  is_staff: boolean;
};

/** The token stands in the link alone; what is kept is its hash. An earlier link of the person opens nothing any more. */
export async function makeLink(
  writer: Writer,
  input: { person_id: Id; grant_id: Id | null; organization_id?: Id },
): Promise<MadeLink> {
  const token = randomBytes(32).toString('base64url');
  const expires_at = new Date(writer.now.getTime() + linkLifeMs);
  await writer.run(
    sql`update sign_in_links set ended_at = ${writer.now} where person_id = ${input.person_id} and used_at is null and ended_at is null`,
  );
  await writer.run(sql`
    insert into sign_in_links (id, person_id, token_hash, grant_id, organization_id, made_by, made_at, expires_at)
    values (${writer.newId()}, ${input.person_id}, ${writer.secrets.tokenHash(token)}, ${input.grant_id}, ${input.organization_id ?? null}, ${writer.actor?.person_id ?? null},
      ${writer.now}, ${expires_at})`);
  await writer.audit({
    action: 'accounts.make_sign_in_link',
    subject_type: 'person',
    subject_id: input.person_id,
    after: { grant_id: input.grant_id, expires_at },
  });
  return { token, expires_at };
}

/** Behind the fragment sign, so that no server, proxy or log on the way sees it. */
export const linkAddress = (publicUrl: string, token: string): string =>
  publicUrl + behindTheSign(ownPhone.welcome(), token);

export async function inviteHolder(writer: Writer, input: { grant_id: Id }): Promise<MadeLink> {
  const holder = await grantHolder(writer, input.grant_id);
  const grant = await writer.maybe<
    Invited & { id: Id; person_id: Id; organization_id: Id; path: string; ended_at: Date | null }
  >(sql`
    select g.id, g.person_id, g.organization_id, o.path, g.ended_at, a.password_hash is not null as has_password, a.totp_confirmed_at is not null as has_authenticator,
      exists (select from sessions s where s.person_id = g.person_id) as has_signed_in, p.document_index is not null as holds_document
    from role_grants g join organizations o on o.id = g.organization_id join accounts a on a.person_id = g.person_id join persons p on p.id = g.person_id
    where g.person_id = ${holder} and g.id = ${input.grant_id} for update of a`);
  if (!grant) throw problem('core.not_found');
  writer.caller.require('accounts.grant', { path: grant.path }, 'organizations.read');
  if (grant.ended_at) throw problem('accounts.grant_ended');
  const refused = refusalToInvite(grant);
  if (refused) throw refused;
  return makeLink(writer, { person_id: grant.person_id, grant_id: grant.id, organization_id: grant.organization_id });
}

async function loadLink(writer: Writer, token: string): Promise<LinkRow> {
  const link = await writer.maybe<Omit<LinkRow, 'is_staff'>>(sql`
    select id, person_id, grant_id, organization_id, made_by, expires_at, used_at, ended_at, totp_encrypted, opened_at
    from sign_in_links where token_hash = ${writer.secrets.tokenHash(token)} for update`);
  const refused = refusalOfLink(link, writer.now);
  if (refused || link === undefined) throw refused ?? problem('accounts.link_over');
  const account = await accountOfPerson(writer, link.person_id);
  if (account === undefined) throw problem('accounts.link_over');
  return { ...link, is_staff: account.is_staff };
}

/** Shows whose account it is and, for whoever holds a role, the secret for the authenticator. The first opening is told to the superior and to the phone. */
export async function openLink(writer: Writer, input: { token: string; network: Buffer }, send: PhoneSender | null) {
  await refuseFlood(writer, input.network, writer.now);
  const link = await loadLink(writer, input.token);
  const person = await writer.one<{ name: string; phone_hint: string | null; phone_encrypted: Buffer | null }>(sql`
    select coalesce(name, '') as name, phone_hint, phone_encrypted from persons where id = ${link.person_id}`);
  const secret = !link.is_staff
    ? null
    : link.totp_encrypted === null
      ? new Secret({ size: 20 }).base32
      : writer.secrets.decrypt(link.totp_encrypted);
  if (secret !== null && link.totp_encrypted === null)
    await writer.run(
      sql`update sign_in_links set totp_encrypted = ${writer.secrets.encrypt(secret)} where id = ${link.id}`,
    );
  await writer.run(sql`update sign_in_links set opened_at = coalesce(opened_at, ${writer.now}) where id = ${link.id}`);
  if (link.opened_at === null) {
    await tellOfOpening(writer, link, person.name);
    if (person.phone_encrypted !== null)
      sendAfterCommit(writer, send, {
        phone: writer.secrets.decrypt(person.phone_encrypted),
        purpose: 'link_opened',
      });
  }
  await writer.audit({ action: 'accounts.open_sign_in_link', subject_type: 'person', subject_id: link.person_id });
  return {
    name: person.name,
    phone_hint: person.phone_hint ?? '',
    organization_id: link.organization_id,
    authenticator: secret === null ? null : { secret, uri: totpOf(secret, person.name).toString() },
    expires_at: link.expires_at,
  };
}

/** Whoever invited could open the link as well, so the one above learns that it was opened; at the top the other administrators. */
async function tellOfOpening(writer: Writer, link: LinkRow, name: string): Promise<void> {
  const place = await writer.maybe<{ path: string; role: string; organization: string }>(sql`
    select o.path, r.name_zh as role, o.name_zh as organization from role_grants g join organizations o on o.id = g.organization_id join roles r on r.id = g.role_id
    where ${link.grant_id === null ? sql`g.person_id = ${link.person_id} and g.ended_at is null` : sql`g.id = ${link.grant_id}`} order by length(o.path) limit 1`);
  if (place === undefined) return tellOfVolunteer(writer, link, name);
  const above = await holdersNear(writer, 'accounts.grant', place.path, 'above');
  const told = above.length > 0 ? above : await holdersNear(writer, 'accounts.grant', place.path, 'at');
  const people = [...told, ...(link.made_by === null ? [] : [link.made_by])];
  await writer.notify(
    people.filter((person) => person !== link.person_id),
    'accounts.link_opened',
    { name, role: place.role, organization: place.organization },
  );
}

/** A volunteer's link opens nobody's work: whoever made it at the desk learns that it was opened, and could say that it was lost. */
async function tellOfVolunteer(writer: Writer, link: LinkRow, name: string): Promise<void> {
  if (link.made_by === null) return;
  const at = await writer.maybe<{ name: string }>(
    sql`select name_zh as name from organizations where id = ${link.organization_id}`,
  );
  await writer.notify(
    link.made_by,
    'accounts.volunteer_link_opened',
    { name, organization: at?.name ?? '' },
    link.person_id,
  );
}

/** Sets password and, for whoever holds a role, the authenticator, ends whatever was signed in before, and signs in. */
export async function useLink(
  writer: Writer,
  input: { token: string; password: string; digits?: string | undefined; totp_steps_before: TotpStepsBefore } & Caller,
  breached?: ReadonlySet<string>,
): Promise<SignedIn> {
  await refuseFlood(writer, input.network, writer.now);
  const link = await loadLink(writer, input.token);
  const subject = writer.secrets.index('link', link.id);
  const locked = refusalWhileLocked(await failuresOf(writer, subject, writer.now), writer.now);
  if (locked) throw locked;
  const account = await accountOfPerson(writer, link.person_id);
  if (!account || (account.is_staff && link.totp_encrypted === null)) throw problem('accounts.totp_not_started');
  if (account.is_staff && input.digits === undefined) throw problem('accounts.totp_needed', {}, 'digits');
  const { phone_encrypted } = await writer.one<{ phone_encrypted: Buffer | null }>(
    sql`select phone_encrypted from persons where id = ${link.person_id}`,
  );
  const weak = refusalOfPassword(
    input.password,
    [account.name ?? '', phone_encrypted ? writer.secrets.decrypt(phone_encrypted) : ''],
    breached,
  );
  if (weak) throw weak;
  const wrong = account.is_staff
    ? await checkDigits(
        writer,
        { ...account, totp_encrypted: link.totp_encrypted, totp_last_step: null },
        input.digits ?? '',
        input.totp_steps_before,
      )
    : null;
  if (wrong) {
    await noteAttempt(writer, [subject, input.network], 'wrong');
    return { refused: wrong };
  }
  await writer.run(sql`
    update accounts set password_hash = ${await argon2().hash(input.password)}, password_changed_at = ${writer.now} where person_id = ${account.person_id}`);
  if (account.is_staff)
    await writer.run(
      sql`update accounts set totp_encrypted = ${link.totp_encrypted}, totp_confirmed_at = ${writer.now} where person_id = ${account.person_id}`,
    );
  await writer.run(sql`update sign_in_links set used_at = ${writer.now}, totp_encrypted = null where id = ${link.id}`);
  await endSessions(writer, link.person_id);
  const device_hash = deviceHash(writer, input.device_value);
  const session = await openSession(writer, account, {
    signed_in_by: 'link',
    has_second_factor: account.is_staff,
    device: input.device,
    device_hash,
  });
  await knowDevice(writer, link.person_id, device_hash);
  await writer.audit({ action: 'accounts.use_sign_in_link', subject_type: 'account', subject_id: account.person_id });
  return {
    refused: null,
    session,
    person_id: link.person_id,
    is_new: false,
    second_factor: account.is_staff ? 'done' : 'none',
    must_show_owner: false,
  };
}
