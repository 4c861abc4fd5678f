/** Where a message leads: the console for who works with its subject there, the phone for everybody else. One line a kind. */
import type { NoticeKind } from './notice-words.ts';

export type NoticeLink = {
  /** Under /console; `:id` is the id in the address that was stored with the message. */
  readonly desk?: string;
  readonly phone?: string;
  /** Whose the desk page is: anybody with a permission in force, or who may read this activity. */
  readonly desk_of?: 'activity';
};

const activity: NoticeLink = { phone: '/activities/:id' };
const ledActivity: NoticeLink = {
  desk: '/console/projects/activities/:id',
  phone: '/activities/:id',
  desk_of: 'activity',
};
const workedOn: NoticeLink = { desk: '/console/projects/activities/:id', desk_of: 'activity' };
const signUps: NoticeLink = { phone: '/sign-ups' };
const guardian: NoticeLink = { phone: '/me/guardian' };
const profile: NoticeLink = { phone: '/me/profile' };
const certificates: NoticeLink = { phone: '/certificates' };
const record: NoticeLink = { phone: '/hours/:id' };
const organization: NoticeLink = { desk: '/console/organizations?at=:id' };
const ruleBook: NoticeLink = { desk: '/console/rules/proposals/:id' };

export const noticeLinks = {
  'accounts.granted': { desk: '/console/', phone: '/me/security' },
  'accounts.link_opened': { desk: '/console/roles' },
  'accounts.volunteer_link_opened': { desk: '/console/volunteers/:id' },
  'accounts.grant_waits': { desk: '/console/roles?part=waiting' },
  'accounts.grant_confirmed': { desk: '/console/', phone: '/me' },
  'accounts.grant_ended': { desk: '/console/', phone: '/me' },
  'accounts.roles_gained': { desk: '/console/roles' },
  'accounts.unproven_device': { phone: '/me/security' },
  'accounts.phone_freed': { phone: '/me/phone' },
  'accounts.new_device': { phone: '/me/security' },
  'accounts.phone_changed': { phone: '/me/security' },
  'accounts.password_set': { phone: '/me/security' },
  'organizations.instructed': { desk: '/console/organizations?at=:id&part=tasks' },
  'organizations.surveyed': { desk: '/console/organizations?at=:id&part=tasks' },
  'organizations.guided': { desk: '/console/organizations?at=:id&part=tasks' },
  'organizations.joint_work': { desk: '/console/organizations?at=:id&part=mechanism' },
  'organizations.watcher': organization,
  'organizations.handed_over': organization,
  'organizations.rules_waiting': ruleBook,
  'organizations.rules_issued': ruleBook,
  'organizations.rules_refused': ruleBook,
  'volunteers.imported': { desk: '/console/volunteers/import' },
  'volunteers.phone_freed': { desk: '/console/volunteers/:id' },
  'volunteers.recovery_asked': { desk: '/console/volunteers/recoveries' },
  'volunteers.recovery_waits': { phone: '/me/phone' },
  'volunteers.recovery_ended': { desk: '/console/volunteers/recoveries' },
  'volunteers.merge_requested': { phone: '/me/merges' },
  'volunteers.merge_decided': { phone: '/me/merges' },
  'volunteers.merge_waits': { phone: '/me/merges' },
  'volunteers.merge_below': { desk: '/console/volunteers/merges' },
  'volunteers.merge_stopped': { desk: '/console/volunteers/merges', phone: '/me/merges' },
  'volunteers.guardian_asked': guardian,
  'volunteers.guardian_confirmed': guardian,
  'volunteers.guardian_refused': guardian,
  'volunteers.consent_ended': guardian,
  'volunteers.label_waits': { desk: '/console/volunteers/:id' },
  'volunteers.label_confirmed': profile,
  'volunteers.label_refused': profile,
  'volunteers.matter_answered': { phone: '/me/rights' },
  'volunteers.matter_filed': { desk: '/console/volunteers/matters' },
  'volunteers.team_handed_over': profile,
  'volunteers.team_ended': profile,
  'volunteers.looked_at': { phone: '/me/privacy' },
  'volunteers.minor_access_decided': { desk: '/console/volunteers/:id' },
  'volunteers.honoured': profile,
  'volunteers.honour_recorded': profile,
  'volunteers.honour_confirmed': profile,
  'volunteers.honour_refused': profile,
  'volunteers.honour_to_confirm': { desk: '/console/volunteers/honours' },
  'records.posted': record,
  'records.scan_refused': { phone: '/hours/correct' },
  'records.returned': record,
  'records.declared': { desk: '/console/records?shift=:id' },
  'records.correction_requested': { desk: '/console/records/proposals/:id' },
  'records.correction_proposed': record,
  'records.correction_waits': { desk: '/console/records/proposals/:id' },
  'records.proposal_approved': { phone: '/hours' },
  'records.proposal_returned': { phone: '/hours/correct' },
  'records.eliminated': record,
  'records.books_disagree': { desk: '/console/audit' },
  'records.certificate_issued': certificates,
  'records.certificate_superseded': certificates,
  'records.certificate_revoked': certificates,
  'projects.promoted': signUps,
  'projects.invited': { phone: '/invitations' },
  'projects.cancelled': activity,
  'projects.changed': activity,
  'projects.ended_early': { phone: '/scan' },
  'projects.shift_moved': signUps,
  'projects.shift_moved_clash': signUps,
  'projects.wait_ended': signUps,
  'projects.shift_cancelled': activity,
  'projects.shift_moved_long_day': signUps,
  'projects.wait_ended_long_day': signUps,
  'projects.leads': ledActivity,
  'projects.leads_no_more': ledActivity,
  'projects.change_approved': workedOn,
  'projects.change_returned': workedOn,
  'projects.seat_given_back': ledActivity,
  'projects.consent_ended_here': ledActivity,
  'projects.message': activity,
  'projects.no_show': signUps,
  'projects.approved': workedOn,
  'projects.returned': workedOn,
  'projects.host_invited': { desk: '/console/projects/activities/:id' }, // of an organisation that does not read the activity's own
  'projects.delegated': ledActivity,
} as const satisfies Record<NoticeKind, NoticeLink>;

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export const linkOfKind = (kind: string): NoticeLink | undefined =>
  (noticeLinks as Readonly<Record<string, NoticeLink>>)[kind];

/** The last id in the stored address: what the message is about. */
export const subjectOf = (stored: string | null): string | null => stored?.match(uuid)?.at(-1) ?? null;

/** `opensDesk`: whether this reader may open the desk page of this message. Null where the reader has no page of it. */
export function noticeAddress(kind: string, stored: string | null, opensDesk: boolean): string | null {
  const link = linkOfKind(kind);
  const subject = subjectOf(stored);
  const filled = (pattern: string | undefined): string | null =>
    pattern === undefined || (pattern.includes(':id') && subject === null)
      ? null
      : pattern.replace(':id', subject ?? '');
  return (opensDesk ? filled(link?.desk) : null) ?? filled(link?.phone);
}
