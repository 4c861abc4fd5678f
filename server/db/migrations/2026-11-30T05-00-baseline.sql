-- The schema as of the end of November 2026, folded from the files before it; decision 055 says why and what became of older installations.
-- In the order of nouns (domain/nouns.ts). What comes later stands in files of its own; this one is never edited.

-- What no noun owns and all stand on: answers kept by request key, the audit trail, counts of calls, settings, messages.

create table request_keys (
  actor_key text not null,
  request_key text not null,
  body_hash text not null,
  status int,
  answer jsonb,
  created_at timestamptz not null,
  constraint request_keys__actor_key_request_key primary key (actor_key, request_key)
);
comment on table request_keys is 'One row per write request: a retry with the same key gets the first answer';
comment on column request_keys.actor_key is 'Person id of the caller, or the word anonymous with the caller''s network';
comment on column request_keys.body_hash is 'SHA-256 of method, path and body: the same key with another body is refused';
comment on column request_keys.answer is 'The first answer; null only while the first request is still running';

create table audit_events (
  id uuid primary key,
  at timestamptz not null,
  actor_person_id uuid,
  permission text,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  organization_path text,
  before jsonb,
  after jsonb,
  reason text,
  request_id text not null
);
comment on table audit_events is 'Append-only: who did what to which subject, with the permission sentence it rested on; personal fields are masked';
comment on column audit_events.permission is 'The permission the act rested on; null where a person acts on their own data';
comment on column audit_events.organization_path is 'Path of the organisation that owned the subject then';
create index audit_events__subject on audit_events (subject_type, subject_id, at);
create index audit_events__organization_path_at on audit_events (organization_path text_pattern_ops, at desc);
create index audit_events__actor_person_id_at on audit_events (actor_person_id, at desc);

create unlogged table call_counts (
  subject bytea primary key,
  since timestamptz not null,
  attempts int not null
);
comment on table call_counts is 'How often one caller attempted what is limited since the window began; a crash empties it, and a job clears what is old';
comment on column call_counts.subject is 'Keyed hash of the kind and the caller, so that the table names nobody';
create index call_counts__since on call_counts (since);

create table settings (
  key text primary key,
  value jsonb not null,
  changed_at timestamptz not null
);
comment on table settings is 'What an installation keeps of itself, such as the marker that the demonstration was built';

create table notices (
  person_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  params jsonb not null,
  link text,
  read_at timestamptz,
  constraint notices__person_id_id primary key (person_id, id)
);
comment on table notices is 'In-app messages; the sentence comes from the kind, so that it can be shown in either language';

-- The tree: divisions of the state with their validity, organisations on it, and rules in force by organisation and day.
-- Then what is known and done about an organisation: dated attributes, tasks with a deadline, documents, decisions of selection.

create table divisions (
  code text not null,
  name text not null,
  level text not null,
  parent_code text,
  valid_from date not null,
  valid_until date,
  successor_code text,
  is_zone boolean not null default false,
  constraint divisions__code_valid_from primary key (code, valid_from)
);
comment on table divisions is 'Administrative divisions by code and validity; statistical zones are marked, not hidden';
comment on column divisions.level is 'nation, province, city, county, town or village';
create index divisions__parent_code on divisions (parent_code);

create table organizations (
  id uuid primary key,
  ordinal int generated always as identity unique,
  path text not null unique,
  parent_id uuid references organizations,
  kind text not null,
  name_zh text not null,
  name_en text,
  pinyin text not null default '',
  division_code text,
  level text,
  is_league_led boolean not null default false,
  guiding_id uuid references organizations,
  founded_on date,
  dissolved_on date,
  successor_id uuid references organizations,
  profile jsonb not null default '{}',
  is_example boolean not null default false,
  created_at timestamptz not null,
  contact_phone text,
  dissolved_reason text
);
comment on table organizations is 'Every body on the tree: divisions as places, league committees, associations, units, schools, teams, stations';
comment on column organizations.path is 'Ordinals from the root, as /1/7/42/; moving an organisation rewrites it for the whole branch';
comment on column organizations.kind is 'As listed in domain/organizations';
comment on column organizations.level is 'province, city, county, town, village or compound: where the organisation works';
comment on column organizations.guiding_id is 'Guiding body besides the parent: reading rights only';
comment on column organizations.profile is 'Declared service direction, registration, set-up: checked by the domain schema of the kind';
comment on column organizations.is_example is 'Invented for demonstration';
comment on column organizations.contact_phone is 'Phone of the organisation as printed on certificates and shown to who is signed in; null until somebody there gives it';
comment on column organizations.dissolved_reason is 'Why it was dissolved or merged, as given with the decision; null while it stands';
create index organizations__path on organizations (path text_pattern_ops);
create index organizations__parent_id on organizations (parent_id);
create index organizations__division_code on organizations (division_code);
create index organizations__guiding_id on organizations (guiding_id);

create table organization_versions (
  organization_id uuid not null references organizations,
  valid_from date not null,
  valid_until date,
  id uuid not null,
  name_zh text not null,
  parent_id uuid,
  path text not null,
  division_code text,
  guiding_id uuid,
  cause text not null,
  recorded_by uuid,
  recorded_at timestamptz not null,
  is_league_led boolean not null default false,
  level text,
  constraint organization_versions__id primary key (organization_id, id)
);
comment on table organization_versions is 'What an organisation was called and where it hung, day by day; a move, renaming or merger adds a row';
comment on column organization_versions.cause is 'founded, renamed, moved, merged, dissolved, guiding changed';
comment on column organization_versions.is_league_led is 'Whether it counted as league-led in these days (G03)';
comment on column organization_versions.level is 'Where it worked in these days';
create index organization_versions__organization_id_valid_from on organization_versions (organization_id, valid_from);
create index organization_versions__path on organization_versions (path text_pattern_ops);

create table former_paths (
  path text primary key,
  organization_id uuid not null references organizations,
  left_at timestamptz not null
);
comment on table former_paths is 'Paths that organisations had before they moved. A path ends in the number of its organisation, so no other can ever have it';
create index former_paths__path_below on former_paths (path text_pattern_ops);
create index former_paths__organization_id on former_paths (organization_id);

create table rule_books (
  id uuid primary key,
  kind text not null,
  organization_id uuid not null references organizations,
  version int not null,
  title text not null,
  citing_document text not null,
  body jsonb not null,
  is_locked boolean not null default false,
  valid_from date not null,
  valid_until date,
  issued_by uuid,
  issued_at timestamptz not null,
  constraint rule_books__kind_organization_id_version unique (kind, organization_id, version)
);
comment on table rule_books is 'Rules as data: the nearest organisation upwards with a book in force on the day decides; a locked superior book wins';
comment on column rule_books.body is 'Checked by the schema of the kind in domain/organizations/rule-books';

create table rule_book_proposals (
  id uuid primary key,
  organization_id uuid not null references organizations,
  kind text not null,
  title text not null,
  citing_document text not null,
  reason text not null default '',
  body jsonb not null,
  is_locked boolean not null,
  valid_from date not null,
  valid_until date,
  is_backdated boolean not null,
  loosened text[] not null,
  need text not null,
  replaced jsonb not null,
  state text not null,
  proposed_by uuid,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decided_reason text,
  rule_book_id uuid references rule_books,
  constraint rule_book_proposals__need check (need in ('nobody', 'second', 'superior', 'top')),
  constraint rule_book_proposals__state check (state in ('waiting', 'issued', 'refused', 'withdrawn'))
);
comment on table rule_book_proposals is 'A rule book as it was proposed, who must agree, and what became of it; every issued book has one';
comment on column rule_book_proposals.is_backdated is 'Whether it was asked to begin before the day on which it was proposed';
comment on column rule_book_proposals.loosened is 'Fields that are looser than what stood or would stand otherwise, when proposed and again when decided';
comment on column rule_book_proposals.need is 'Who must agree: nobody else, a second person, the level above, or two more at the top of the tree';
comment on column rule_book_proposals.replaced is 'The book that decided at the place before it, with its body, as it was when proposed or decided';
create unique index rule_book_proposals__organization_id_kind on rule_book_proposals (organization_id, kind) where state = 'waiting';
create index rule_book_proposals__rule_book_id on rule_book_proposals (rule_book_id);

create table rule_book_approvals (
  proposal_id uuid not null references rule_book_proposals,
  person_id uuid not null,
  reason text not null,
  approved_at timestamptz not null,
  constraint rule_book_approvals__proposal_id_person_id primary key (proposal_id, person_id)
);
comment on table rule_book_approvals is 'Who agreed to a proposed rule book; never its proposer, and nobody twice';

create table organization_attributes (
  id uuid primary key,
  organization_id uuid not null references organizations,
  kind text not null,
  item text not null default '',
  body jsonb not null,
  valid_from date not null,
  valid_until date,
  source_task_id uuid,
  reason text,
  recorded_by uuid,
  recorded_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  end_reason text
);
comment on table organization_attributes is 'Dated attributes of an organisation; a new value ends the old one, nothing is overwritten';
comment on column organization_attributes.kind is 'As listed in domain/organizations/attributes.ts; the body is checked by that kind''s schema';
comment on column organization_attributes.item is 'Which one where a kind holds several at once, such as the member department of a leading group; empty otherwise';
comment on column organization_attributes.valid_until is 'Last day it held; before valid_from where it never came to hold (replaced on its day, or taken back before it)';
comment on column organization_attributes.source_task_id is 'The field visit or other task that brought the value (G18)';
comment on column organization_attributes.end_reason is 'Why it was ended without a new value, or taken back before its day';
create index organization_attributes__organization_id_kind on organization_attributes (organization_id, kind, valid_from);
create index organization_attributes__kind on organization_attributes (kind) where valid_until is null;

create table organization_tasks (
  id uuid primary key,
  organization_id uuid not null references organizations,
  kind text not null,
  title text not null,
  body jsonb not null,
  due_on date,
  occurred_on date,
  opened_by uuid,
  opened_at timestamptz not null,
  closed_on date,
  closed_by uuid,
  closed_at timestamptz,
  outcome text,
  document_id uuid
);
comment on table organization_tasks is 'Things to be done about an organisation: steps, bottlenecks, corrections, meetings, visits, surveys, instructions; closing adds who, when and with what outcome';
comment on column organization_tasks.occurred_on is 'Day of a visit or meeting that took place';
comment on column organization_tasks.document_id is 'Proof or minutes';
create index organization_tasks__organization_id_kind on organization_tasks (organization_id, kind, opened_at);
create index organization_tasks__kind on organization_tasks (kind) where closed_on is null;

create table organization_task_notes (
  id uuid primary key,
  task_id uuid not null references organization_tasks,
  at timestamptz not null,
  counterpart text not null,
  text text not null,
  recorded_by uuid
);
comment on table organization_task_notes is 'The contact log of a task, such as talks with 文明办 and 民政 about a bottleneck (G38)';
create index organization_task_notes__task_id on organization_task_notes (task_id, at);

create table organization_documents (
  id uuid primary key,
  organization_id uuid not null references organizations,
  kind text not null,
  title text not null,
  file_name text not null,
  media_type text not null,
  content bytea not null,
  recorded_by uuid,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdraw_reason text
);
comment on table organization_documents is 'Written systems, registration papers, minutes, proofs, founding documents';
comment on column organization_documents.kind is 'system, paper, minutes, proof, founding or guidance';
comment on column organization_documents.withdrawn_at is 'From then on it counts for nothing and is no longer handed out; the row stays';
create index organization_documents__organization_id on organization_documents (organization_id, kind);

create table organization_selections (
  id uuid primary key,
  organization_id uuid not null references organizations,
  library text not null,
  decided_on date not null,
  reason text not null,
  candidate_ids uuid[] not null,
  chosen_ids uuid[] not null,
  decided_by uuid,
  decided_at timestamptz not null
);
comment on table organization_selections is 'A decision that chose organisations into a library: candidates, chosen, date and reason (G69)';
comment on column organization_selections.organization_id is 'The body that decided';
comment on column organization_selections.library is 'demonstration';

-- People, their accounts, roles and ways to sign in. A person may exist without an account.

create table persons (
  id uuid primary key,
  name text,
  pinyin text not null default '',
  birth_date date,
  sex text,
  document_type text,
  document_encrypted bytea,
  document_index bytea,
  document_hint text,
  phone_encrypted bytea,
  phone_index bytea,
  phone_hint text,
  is_example boolean not null default false,
  created_at timestamptz not null,
  erased_at timestamptz
);
comment on table persons is 'A human being; the personal fields are destroyed when the person is deleted, the id stays so that sums remain';
comment on column persons.document_encrypted is 'ID number, AES-256-GCM with the version of its key in front';
comment on column persons.document_index is 'Keyed hash of type and number, for look-up';
comment on column persons.document_hint is 'Masked form for lists, such as 4401○○○○28';
comment on column persons.phone_hint is 'Masked form for lists, such as 138○○○○5207';
create index persons__document_index on persons (document_index);
create index persons__phone_index on persons (phone_index);
create index persons__pinyin on persons (pinyin text_pattern_ops);
create index persons__name on persons (name text_pattern_ops);
-- Four digits are what people know of a phone, and what every list shows of it.
create index persons__phone_tail on persons (right(phone_hint, 4)) where phone_hint is not null;

create table identity_keys (
  kind text not null,
  index bytea not null,
  person_id uuid not null,
  constraint identity_keys__kind_index primary key (kind, index)
);
comment on table identity_keys is 'One person per ID document and per sign-in phone: the keyed hash is the key, so a race cannot create two';
comment on column identity_keys.kind is 'document, sign_in_phone, or a card kind such as citizen_card';

create table accounts (
  person_id uuid not null references persons,
  password_hash text,
  totp_encrypted bytea,
  totp_confirmed_at timestamptz,
  is_staff boolean not null default false,
  language text not null default 'zh',
  created_at timestamptz not null,
  totp_last_step bigint,
  password_changed_at timestamptz,
  phone_freed_at timestamptz,
  constraint accounts__person_id primary key (person_id)
);
comment on table accounts is 'A way to sign in as a person';
comment on column accounts.is_staff is 'Staff are asked for a second factor';
comment on column accounts.totp_last_step is 'The last accepted 30-second step of the authenticator: the same digits are refused a second time';
comment on column accounts.password_changed_at is 'When the present password was set';
comment on column accounts.phone_freed_at is 'Whoever holds the number now said that the account is not theirs: it has no sign-in phone until staff bind another';

create table roles (
  id uuid primary key,
  organization_id uuid references organizations,
  name_zh text not null,
  name_en text not null,
  permissions text[] not null,
  needs_second_factor boolean not null default false,
  created_at timestamptz not null,
  retired_at timestamptz,
  ready_role text,
  as_given text[],
  constraint roles__ready_role unique (ready_role)
);
comment on table roles is 'A named set of permission sentences; without an organisation it is offered everywhere';
comment on column roles.ready_role is 'Which ready-made role of the product it is (domain/ready-role.ts), whatever it is called by now';
comment on column roles.as_given is 'What the product gave a ready-made role so far; where its permissions differ, somebody shaped it, and it is left alone';

create table role_gains (
  ready_role text not null,
  permission text not null,
  outcome text not null,
  applied_at timestamptz not null,
  constraint role_gains__pkey primary key (ready_role, permission),
  constraint role_gains__outcome check (outcome in ('seeded', 'given', 'held', 'shaped'))
);
comment on table role_gains is 'Which permission was given to which ready-made role of this installation; each is decided once, whatever becomes of it later';
comment on column role_gains.outcome is 'seeded: with the role itself; given: added to a role that stood; held: it had it already; shaped: somebody had shaped the role, so it was left alone';

create table role_grants (
  id uuid not null,
  person_id uuid not null references persons,
  role_id uuid not null references roles,
  organization_id uuid not null references organizations,
  is_below boolean not null,
  activity_id uuid,
  valid_from date not null,
  valid_until date,
  granted_by uuid,
  granted_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text,
  confirmed_permissions text[] not null default '{}',
  constraint role_grants__person_id_id primary key (person_id, id)
);
comment on table role_grants is 'A role given to a person at an organisation, for it alone or for it and below, until a day; ending it adds who and why';
comment on column role_grants.activity_id is 'Set where one activity is delegated to one person';
comment on column role_grants.confirmed_permissions is 'The approving permissions to which a second administrator said yes; another one that the role gains later waits again. Those of a grant of the operator, without granted_by, count at once';
create index role_grants__person_id on role_grants (person_id) where ended_at is null;
create index role_grants__organization_id on role_grants (organization_id) where ended_at is null;
-- Who ever gave a role to whom is looked up through ended grants as well.
create index role_grants__brought_in on role_grants (person_id, granted_by) where granted_by is not null;
create index role_grants__id on role_grants (id);

create table grant_confirmations (
  id uuid not null,
  grant_id uuid not null,
  permissions text[] not null,
  confirmed_by uuid not null,
  confirmed_at timestamptz not null,
  person_id uuid not null,
  constraint grant_confirmations__person_id_id primary key (person_id, id),
  constraint grant_confirmations__person_id_grant_id foreign key (person_id, grant_id) references role_grants (person_id, id)
);
comment on table grant_confirmations is 'The second administrator''s yes to a grant that can approve: to which permissions, who and when';
comment on column grant_confirmations.person_id is 'Who holds the role';
create index grant_confirmations__person_id_grant_id on grant_confirmations (person_id, grant_id);

create table sessions (
  token_hash bytea not null,
  id uuid not null,
  person_id uuid not null,
  has_second_factor boolean not null default false,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  device text not null default '',
  signed_in_by text not null default 'password',
  is_owner_shown boolean not null default true,
  device_hash bytea,
  moved_to uuid,
  constraint sessions__person_id_token_hash primary key (person_id, token_hash)
);
comment on table sessions is 'Signed-in devices; the token itself is never stored';
comment on column sessions.id is 'Named in addresses and events; a session that went on with another person keeps it';
comment on column sessions.signed_in_by is 'code, password, link or demonstration: a password that is lost is replaced soon after a sign-in by code';
comment on column sessions.is_owner_shown is 'False: begun by nothing but a code on a device that was not known; no full personal data until the owner showed something';
comment on column sessions.device_hash is 'Keyed hash of the random value in the cookie of the device, where it has one';
comment on column sessions.moved_to is 'The person who goes on with it, where two registrations were joined; the cookie still names the former one';

create table sign_in_links (
  id uuid primary key,
  person_id uuid not null references persons,
  token_hash bytea not null,
  grant_id uuid,
  made_by uuid,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  totp_encrypted bytea,
  opened_at timestamptz,
  used_at timestamptz,
  ended_at timestamptz,
  organization_id uuid references organizations,
  constraint sign_in_links__token_hash unique (token_hash)
);
comment on table sign_in_links is 'Links by which a person without any way to sign in sets a password once, and an authenticator where a role is held';
comment on column sign_in_links.grant_id is 'The role that the invitation is for; null where the operator made the link';
comment on column sign_in_links.made_by is 'Who invited; null for the operator';
comment on column sign_in_links.totp_encrypted is 'The secret shown when the link was opened, until it is confirmed';
comment on column sign_in_links.ended_at is 'A newer link of the same person took its place';
comment on column sign_in_links.organization_id is 'Where the role was given, or where the volunteer was registered; null where the operator made the link';
create index sign_in_links__person_id on sign_in_links (person_id);

create table sign_in_codes (
  id uuid primary key,
  phone_index bytea not null,
  purpose text not null,
  code_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  attempts int not null default 0,
  used_at timestamptz,
  browser_hash bytea not null
);
comment on table sign_in_codes is 'One-time codes sent to phones; only their hash is kept';
comment on column sign_in_codes.browser_hash is 'Keyed hash of the random value in the cookie of the browser that asked: the code is good there alone';
create index sign_in_codes__phone_index_created_at on sign_in_codes (phone_index, created_at desc);

create table sign_in_attempts (
  id uuid primary key,
  subject_index bytea not null,
  at timestamptz not null,
  outcome text not null
);
comment on table sign_in_attempts is 'Failed and good sign-ins per phone and per network, for lock-out';
create index sign_in_attempts__subject_index_at on sign_in_attempts (subject_index, at desc);

create table known_devices (
  person_id uuid not null,
  device_hash bytea not null,
  known_at timestamptz not null,
  last_used_at timestamptz not null,
  constraint known_devices__person_id_device_hash primary key (person_id, device_hash)
);
comment on table known_devices is 'Devices on which a person showed that they are the owner of the account; a code alone signs in there';

create table demonstration_people (
  person_id uuid primary key references persons,
  ordinal int not null,
  title_zh text not null,
  title_en text not null,
  surface text not null
);
comment on table demonstration_people is 'Invented people offered on the sign-in page of a demonstration installation, one tap each; empty elsewhere';
comment on column demonstration_people.surface is 'phone or console: where the tap leads';

-- One calendar for all: days off, and until when they are known.

create table holidays (
  day date not null,
  name text not null,
  is_off boolean not null,
  source text not null,
  edited_by uuid,
  edited_at timestamptz not null,
  constraint holidays__day primary key (day)
);
comment on table holidays is 'Days off and working weekends as offices edit them; days without a row follow the published national calendar';

create table holiday_years (
  year int not null,
  source text not null,
  stated_by uuid not null,
  stated_at timestamptz not null,
  constraint holiday_years__year primary key (year)
);
comment on table holiday_years is 'Years whose days off an office has entered in full, with the document; years of the published calendar need no row';

-- Volunteers: registration, guardians, privacy and the roster. A volunteer is a person who registered; the id is the person's.

create table campaigns (
  id uuid primary key,
  organization_id uuid not null references organizations,
  name text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  constraint campaigns__name unique (organization_id, name)
);
comment on table campaigns is 'Recruiting campaigns: who registers by the link of one is counted to it';

create table volunteers (
  id uuid primary key references persons,
  number text not null unique,
  organization_id uuid not null references organizations,
  organization_path text not null,
  source text not null,
  is_pupil boolean not null default false,
  is_league_member boolean not null default false,
  compound_id uuid references organizations,
  registered_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawal_reason text,
  is_self_supporting boolean not null default false,
  campaign text,
  school text,
  languages text[] not null default '{}',
  availability text[] not null default '{}',
  merged_into uuid,
  import_id uuid,
  campaign_id uuid references campaigns,
  constraint volunteers__merged_into check (merged_into <> id)
);
comment on table volunteers is 'Registered volunteers; a withdrawn one keeps the hours and cannot sign up';
comment on column volunteers.number is 'Volunteer number, separate from any ID number';
comment on column volunteers.organization_id is 'Home organisation, where the volunteer registered';
comment on column volunteers.source is 'self, import, station, campaign or guardian';
comment on column volunteers.is_pupil is 'Primary or secondary pupil: needs parent and teacher whatever the age (P56, R62)';
comment on column volunteers.compound_id is 'Residential compound the volunteer lives in (S03)';
comment on column volunteers.is_self_supporting is 'From 16, living on own work: needs no guardian';
comment on column volunteers.campaign is 'Name of the campaign the registration followed (L83); before campaigns were made, the words of the link';
comment on column volunteers.school is 'School of a pupil, as given; the teacher confirms it';
comment on column volunteers.languages is 'Languages spoken besides Chinese, as listed in domain/volunteers/availability';
comment on column volunteers.availability is 'Usual free times, as listed in domain/volunteers/availability';
comment on column volunteers.merged_into is 'The registration of the same person that stays; never itself merged further. Service, ledger and certificates keep the id they were recorded under, and reads of a person go over all registrations';
comment on column volunteers.import_id is 'The roster import that created this registration';
comment on column volunteers.campaign_id is 'The campaign whose link was followed; campaign keeps its name as it was then';
create index volunteers__organization_path on volunteers (organization_path text_pattern_ops, id);
create index volunteers__registered_at on volunteers (registered_at);
create index volunteers__compound_id on volunteers (compound_id) where compound_id is not null;
create index volunteers__import_id on volunteers (import_id) where import_id is not null;
create index volunteers__merged_into on volunteers (merged_into) where merged_into is not null;
create index volunteers__campaign_id on volunteers (campaign_id) where campaign_id is not null;

create table memberships (
  volunteer_id uuid not null,
  id uuid not null,
  organization_id uuid not null references organizations,
  joined_on date not null,
  left_on date,
  label text,
  confirmed_by uuid,
  confirmed_at timestamptz,
  constraint memberships__volunteer_id_id primary key (volunteer_id, id)
);
comment on table memberships is 'Teams and associations a volunteer belongs to, with dates';
comment on column memberships.label is 'Brand label such as 邻舍+, shown once the team leader confirmed';
create index memberships__organization_id on memberships (organization_id) where left_on is null;

create table guardianships (
  child_id uuid not null,
  id uuid not null,
  guardian_id uuid not null,
  relation text not null,
  confirmed_at timestamptz not null,
  ended_at timestamptz,
  constraint guardianships__child_id_id primary key (child_id, id)
);
comment on table guardianships is 'Guardians confirmed from their own phone';
comment on column guardianships.relation is 'parent or teacher (supervising, for pupils) or other guardian';
create index guardianships__guardian_id on guardianships (guardian_id);

create table guardian_requests (
  id uuid primary key,
  role text not null,
  phone_encrypted bytea,
  phone_index bytea not null,
  phone_hint text not null,
  child_id uuid,
  organization_id uuid references organizations,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid,
  answer text,
  constraint guardian_requests__answer check (answer in ('confirmed', 'refused', 'expired')),
  constraint guardian_requests__role check (role in ('parent', 'teacher'))
);
comment on table guardian_requests is 'Asks a guardian or teacher, on an own phone, to agree. For a child under 14 it holds nothing of the child: the guardian gives the data (PIPL art. 31)';
comment on column guardian_requests.phone_encrypted is 'Destroyed when the request is answered or has expired';
comment on column guardian_requests.child_id is 'The registered minor or pupil who waits; null for a child under 14, of whom nothing is stored yet';
create index guardian_requests__phone_index on guardian_requests (phone_index) where answered_at is null;
create index guardian_requests__child_id on guardian_requests (child_id);

create table consents (
  volunteer_id uuid not null,
  id uuid not null,
  kind text not null,
  version text not null,
  given_by uuid not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  evidence jsonb not null default '{}',
  constraint consents__volunteer_id_id primary key (volunteer_id, id)
);
comment on table consents is 'Consents by kind: registration terms, parent, teacher, share with school or insurer, publish; withdrawal closes the row';

create table volunteer_skills (
  volunteer_id uuid not null,
  skill text not null,
  certificate text,
  valid_until date,
  verified_by uuid,
  verified_at timestamptz,
  constraint volunteer_skills__volunteer_id_skill primary key (volunteer_id, skill)
);
comment on table volunteer_skills is 'Skills and qualifications; a qualification with a last day stops counting after it (art. 16)';

create table volunteer_terms (
  id uuid primary key,
  organization_id uuid not null references organizations,
  version int not null,
  rights_zh text not null,
  rights_en text not null,
  duties_zh text not null,
  duties_en text not null,
  issued_by uuid not null,
  issued_at timestamptz not null,
  constraint volunteer_terms__organization_id_version unique (organization_id, version)
);
comment on table volunteer_terms is 'Rights and duties of volunteers by version (S17); the nearest organisation upwards decides, a built-in text where none issued one';

create table insurance_covers (
  volunteer_id uuid not null,
  id uuid not null,
  insurer text not null,
  policy_number text not null,
  valid_from date not null,
  valid_until date not null,
  recorded_at timestamptz not null,
  constraint insurance_covers__volunteer_id_id primary key (volunteer_id, id)
);
comment on table insurance_covers is 'Accident insurance: an activity that asks for it accepts nobody without a cover on the day (art. 17)';

create table card_bindings (
  volunteer_id uuid not null,
  id uuid not null,
  kind text not null,
  number_encrypted bytea,
  number_hint text not null,
  bound_at timestamptz not null,
  unbound_at timestamptz,
  constraint card_bindings__volunteer_id_id primary key (volunteer_id, id),
  constraint card_bindings__kind check (kind in ('citizen_card', 'social_security_card'))
);
comment on table card_bindings is 'Citizen and social-security cards linked to a volunteer (P72); the keyed hash that finds the volunteer is in identity_keys';

create table honours (
  volunteer_id uuid not null,
  id uuid not null,
  title text not null,
  issuer_id uuid references organizations,
  issued_on date not null,
  document text not null default '',
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  struck_at timestamptz,
  strike_reason text,
  issuer_name text,
  confirmed_by uuid,
  confirmed_at timestamptz,
  standing text generated always as (case when confirmed_at is null then '未经颁发单位核实' else '颁发单位已核实' end) stored,
  constraint honours__volunteer_id_id primary key (volunteer_id, id),
  constraint honours__confirmed check ((confirmed_by is null) = (confirmed_at is null) and (issuer_id is not null or confirmed_at is null)),
  constraint honours__issuer check ((issuer_id is null) <> (issuer_name is null))
);
comment on table honours is 'Honours received, with issuer and document (L44)';
comment on column honours.struck_at is 'Refused by the issuer, or taken back; shown no more';
comment on column honours.issuer_name is 'Issuer outside the platform, as it was written; never confirmed';
comment on column honours.confirmed_by is 'Who said at the issuer that it was given; null: shown as not confirmed everywhere';
comment on column honours.standing is 'What a file of the person says of it';
create index honours__waiting on honours (issuer_id) where confirmed_at is null and struck_at is null;

create table volunteer_number_counters (
  prefix text primary key,
  last_number bigint not null
);
comment on table volunteer_number_counters is 'Last sequence given per city, the first four digits of the volunteer number';

create table rights_matters (
  id uuid primary key,
  volunteer_id uuid not null,
  organization_id uuid not null references organizations,
  organization_path text not null,
  kind text not null,
  title text not null,
  content text not null,
  filed_at timestamptz not null,
  due_on date not null,
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  closed_at timestamptz,
  about_organization_id uuid references organizations,
  constraint rights_matters__kind check (kind in ('insurance', 'cost', 'safety', 'records', 'treatment', 'privacy', 'other'))
);
comment on table rights_matters is 'What a volunteer raises about own rights (L43): the organisation answers, superiors see what is open';
comment on column rights_matters.organization_id is 'Who is asked to answer: the team, or a body above it that the volunteer chose';
comment on column rights_matters.about_organization_id is 'The team that it is about, where it is addressed above that team; who works there neither reads nor answers it';
create index rights_matters__organization_path on rights_matters (organization_path text_pattern_ops, filed_at desc);
create index rights_matters__volunteer_id on rights_matters (volunteer_id, filed_at desc);

create table league_members (
  branch_id uuid not null references organizations,
  id uuid not null,
  name_encrypted bytea not null,
  name_hint text not null,
  document_index bytea not null,
  listed_by uuid not null,
  listed_at timestamptz not null,
  constraint league_members__branch_id_document_index primary key (branch_id, document_index)
);
comment on table league_members is 'Members as the league branch listed them (P52); the number itself is not stored, its keyed hash finds the volunteer';

create table roster_imports (
  id uuid primary key,
  organization_id uuid not null references organizations,
  organization_path text not null,
  file_name text not null,
  file_digest text not null,
  rows_read int not null,
  rows_registered int not null,
  rows_known int not null,
  rows_refused int not null,
  imported_by uuid not null,
  imported_at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  undo_reason text,
  undo_kept int
);
comment on table roster_imports is 'One row per confirmed roster; undoing is one reversal with who, when and why';
comment on column roster_imports.rows_known is 'People who were registered before and only became members';
comment on column roster_imports.undo_kept is 'People the undoing left in place because they have acted since';
create index roster_imports__organization_path on roster_imports (organization_path text_pattern_ops, imported_at desc);

create unlogged table import_progress (
  id uuid primary key,
  person_id uuid not null,
  phase text not null,
  done int not null,
  total int,
  phase_began_at timestamptz not null,
  constraint import_progress__phase check (phase in ('reading', 'checking', 'registering', 'joining'))
);
comment on table import_progress is 'How far a roster is that is being checked or imported right now, written beside its transaction; gone when it ends, worth nothing after a restart';
comment on column import_progress.id is 'Chosen by the page that sent the file, so that it can ask before there is an answer';
comment on column import_progress.total is 'Rows of this phase; null while they are still being counted';

create table roster_import_memberships (
  import_id uuid not null references roster_imports,
  volunteer_id uuid not null,
  membership_id uuid not null,
  row_number int not null,
  constraint roster_import_memberships__import_id_volunteer_id primary key (import_id, volunteer_id)
);
comment on table roster_import_memberships is 'What each row of an import did: which person, which membership';

create table merge_requests (
  id uuid primary key,
  kept_id uuid not null,
  duplicate_id uuid not null,
  organization_path text not null,
  reason text not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  kept_agreed_at timestamptz,
  duplicate_agreed_at timestamptz,
  decided_by uuid,
  decided_at timestamptz,
  decision text,
  decision_reason text,
  carry_out_after timestamptz,
  carried_out_at timestamptz,
  stopped_at timestamptz,
  stopped_by uuid,
  stop_reason text,
  constraint merge_requests__decision check (decision in ('merged', 'refused'))
);
comment on table merge_requests is 'Two registrations that may be one person: both sides see the request, an organisation decides';
comment on column merge_requests.carry_out_after is 'Set with the decision to merge: until then nothing is joined and no personal field is destroyed';
comment on column merge_requests.carried_out_at is 'When the two registrations became one';
comment on column merge_requests.stopped_at is 'Somebody objected while the merge waited, or it could no longer be carried out';
comment on column merge_requests.stopped_by is 'Null where it could no longer be carried out';
create index merge_requests__kept_id on merge_requests (kept_id);
create index merge_requests__duplicate_id on merge_requests (duplicate_id);
create index merge_requests__open on merge_requests (organization_path text_pattern_ops) where decided_at is null;
create index merge_requests__waiting on merge_requests (carry_out_after) where decision = 'merged' and carried_out_at is null and stopped_at is null;

create table phone_recoveries (
  id uuid primary key,
  person_id uuid not null references persons,
  organization_path text not null,
  phone_encrypted bytea,
  phone_index bytea,
  phone_hint text not null,
  old_phone_hint text,
  document_type text not null,
  is_document_compared boolean not null,
  reason text not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  decision text,
  decision_reason text,
  decided_by uuid,
  decided_at timestamptz,
  carry_out_after timestamptz,
  carried_out_at timestamptz,
  stopped_at timestamptz,
  stopped_by uuid,
  stop_reason text,
  objection_hash bytea
);
comment on table phone_recoveries is 'A new sign-in phone for a person who lost the old one: proposed, agreed to by a second person, waited for while the old number may object';
comment on column phone_recoveries.phone_encrypted is 'The new number; destroyed once it is bound or the recovery has ended otherwise';
comment on column phone_recoveries.phone_hint is 'Masked form of the new number';
comment on column phone_recoveries.old_phone_hint is 'Masked form of the number it replaces; null where the person had none';
comment on column phone_recoveries.document_type is 'Which document was seen at the desk';
comment on column phone_recoveries.is_document_compared is 'Its number was typed and agrees with the sealed one; otherwise only its kind was noted';
comment on column phone_recoveries.decision is 'approved or refused; null while it waits for a second person';
comment on column phone_recoveries.carry_out_after is 'Until then whoever holds the old number may object; the moment of the decision where nobody could be told';
comment on column phone_recoveries.stopped_by is 'Null where the link of the message was used, or where it could no longer be carried out';
comment on column phone_recoveries.objection_hash is 'Keyed hash of the token in the link that the old number gets';
create index phone_recoveries__person_id on phone_recoveries (person_id);
create index phone_recoveries__organization_path on phone_recoveries (organization_path text_pattern_ops);
create unique index phone_recoveries__undone on phone_recoveries (person_id) where carried_out_at is null and stopped_at is null and decision is distinct from 'refused';
create unique index phone_recoveries__objection_hash on phone_recoveries (objection_hash) where objection_hash is not null;

create table minor_access_requests (
  id uuid primary key,
  child_id uuid not null,
  organization_path text not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  reason text not null,
  decided_by uuid,
  decided_at timestamptz,
  decision text,
  decision_reason text,
  expires_at timestamptz,
  constraint minor_access_requests__decision check (decision in ('approved', 'refused')),
  constraint minor_access_requests__two_people check (decided_by is null or decided_by <> asked_by)
);
comment on table minor_access_requests is 'Staff access to a minor''s data: asked with a reason, approved by another person, ends by itself; every look is in the audit trail';
create index minor_access_requests__child_id on minor_access_requests (child_id, asked_by);
create index minor_access_requests__open on minor_access_requests (organization_path text_pattern_ops) where decided_at is null;

-- The ledger: accounts of any owner, transactions of legs that sum to zero in each unit, totals folded upwards, nightly seals.

create table ledger_accounts (
  owner_id uuid not null,
  account text not null,
  unit text not null,
  may_be_negative boolean not null,
  sequence bigint not null default 0,
  balance bigint not null default 0,
  hash text not null default repeat('0', 64),
  sealed_sequence bigint not null default 0,
  constraint ledger_accounts__owner_id_account_unit primary key (owner_id, account, unit),
  constraint ledger_accounts__account check (account ~ '^(volunteer|organization|station|shop|project|budget):' and split_part(account, ':', 2) = owner_id::text),
  constraint ledger_accounts__balance check (balance >= 0 or may_be_negative)
);
comment on table ledger_accounts is 'What an owner holds of a unit, and the last entry of its chain; its row lock serialises one owner''s postings and nobody else''s. Sources have no row';
comment on column ledger_accounts.account is 'Kind and id of the owner, such as volunteer:<id>, shop:<id>, budget:<id>';
comment on column ledger_accounts.unit is 'credit_minutes, honorary_minutes, points:<book>, pieces:<thing> or fen';
comment on column ledger_accounts.may_be_negative is 'When what was given is taken back; spending never takes an account below zero';
comment on column ledger_accounts.sealed_sequence is 'Where the chain stood at the last seal';
create index ledger_accounts__unsealed on ledger_accounts (owner_id) where sequence > sealed_sequence;

create table ledger_transactions (
  owner_id uuid not null,
  id uuid not null,
  owners uuid[] not null,
  reason text not null,
  reference text not null,
  reverses_id uuid,
  overturns_id uuid,
  organization_id uuid not null,
  organization_path text not null,
  service_day date not null,
  posted_at timestamptz(3) not null,
  request_key text not null,
  constraint ledger_transactions__owner_id_id primary key (owner_id, id),
  constraint ledger_transactions__owner_id_request_key unique (owner_id, request_key)
);
comment on table ledger_transactions is 'Posted once, never changed: a mistake is undone by a transaction with opposite legs. Each owner that takes part has the row';
comment on column ledger_transactions.owners is 'All owners that take part, in order: where its legs lie';
comment on column ledger_transactions.reference is 'What it rests on, such as service_record:<id>';
comment on column ledger_transactions.overturns_id is 'The reversal that this takes back; that one names the original';
comment on column ledger_transactions.organization_id is 'For whose totals it counts';
comment on column ledger_transactions.organization_path is 'Where that organisation stood on the day';
comment on column ledger_transactions.service_day is 'Day of the service; a reversal carries that of its original, so that sums as of a date never move';
comment on column ledger_transactions.posted_at is 'To the millisecond, as in the hashed text';
create unique index ledger_transactions__owner_id_reverses_id on ledger_transactions (owner_id, reverses_id) where reverses_id is not null;
create unique index ledger_transactions__owner_id_overturns_id on ledger_transactions (owner_id, overturns_id) where overturns_id is not null;
create index ledger_transactions__organization_path_service_day on ledger_transactions (organization_path text_pattern_ops, service_day);

create table ledger_legs (
  owner_id uuid not null,
  transaction_id uuid not null,
  account text not null,
  unit text not null,
  amount bigint not null,
  sequence bigint,
  balance_after bigint,
  previous_hash text,
  hash text,
  constraint ledger_legs__owner_id_transaction_id_account_unit primary key (owner_id, transaction_id, account, unit),
  constraint ledger_legs__amount check (amount <> 0),
  constraint ledger_legs__hash check (num_nulls(sequence, balance_after, previous_hash, hash) = case when account like 'source:%' then 4 else 0 end)
);
comment on table ledger_legs is 'What a transaction adds to or takes from an account; they sum to zero in each unit. Legs of held accounts are chained, those of sources are not';
comment on column ledger_legs.owner_id is 'Where the leg lies: the owner of its account, or for a source the owner that it feeds';
comment on column ledger_legs.sequence is '1, 2, 3 … within account and unit: the place in the chain';
comment on column ledger_legs.hash is 'SHA-256 of the canonical text, which begins with the hash before and ends with all legs of the transaction';
create unique index ledger_legs__owner_id_account_unit_sequence on ledger_legs (owner_id, account, unit, sequence) where sequence is not null;

create table ledger_deltas (
  owner_id uuid not null,
  transaction_id uuid not null,
  organization_id uuid not null,
  unit text not null,
  service_day date not null,
  amount bigint not null,
  constraint ledger_deltas__owner_id_transaction_id_unit primary key (owner_id, transaction_id, unit)
);
comment on table ledger_deltas is 'What volunteers were given, signed, not yet folded into the totals; a read adds them, so a total always equals its list';

create table ledger_sealed_heads (
  owner_id uuid not null,
  account text not null,
  unit text not null,
  seal_number int not null,
  sequence bigint not null,
  hash text not null,
  constraint ledger_sealed_heads__owner_id_account_unit_seal_number primary key (owner_id, account, unit, seal_number)
);
comment on table ledger_sealed_heads is 'What each seal covered, so that it can be computed again';
create index ledger_sealed_heads__seal_number on ledger_sealed_heads (seal_number);

create table ledger_totals (
  organization_id uuid not null,
  span text not null,
  starts_on date not null,
  unit text not null,
  amount bigint not null,
  constraint ledger_totals__organization_id_span_starts_on_unit primary key (organization_id, span, starts_on, unit),
  constraint ledger_totals__span check (span in ('day', 'month', 'year'))
);
comment on table ledger_totals is 'Sums of an organisation and all below it as the tree stands now, folded from deltas by a job: no hot row is shared while people check in';
comment on column ledger_totals.span is 'day, month or year: how long the total counts from its first day';

create table ledger_seals (
  number int not null,
  sealed_on date not null,
  sealed_at timestamptz not null,
  head_count int not null,
  previous_root text not null,
  root text not null,
  audit_root text not null default repeat('0', 64),
  constraint ledger_seals__number primary key (number),
  constraint ledger_seals__sealed_on unique (sealed_on)
);
comment on table ledger_seals is 'One published root a night over the heads that moved, and the root before';
comment on column ledger_seals.audit_root is 'Root of the last seal of the audit events then; part of the published root';

create table audit_seals (
  number int not null,
  sealed_at timestamptz not null,
  until_id uuid not null,
  event_count bigint not null,
  previous_root text not null,
  root text not null,
  constraint audit_seals__number primary key (number)
);
comment on table audit_seals is 'One root a night over the audit events of the days before, and the root before; the ledger''s published seal holds it';
comment on column audit_seals.until_id is 'Ids carry their moment: the seal covers all events before this one that no earlier seal covered';

create table audit_sealed_events (
  event_id uuid not null,
  seal_number int not null,
  hash bytea not null,
  constraint audit_sealed_events__event_id primary key (event_id)
);
comment on table audit_sealed_events is 'What each seal covered, event by event, so that verify can name the one that is not as it was';
comment on column audit_sealed_events.hash is 'SHA-256 of all columns of the event';

create type ledger_given_leg as (owner_id uuid, account text, unit text, amount bigint, may_be_negative boolean);
comment on type ledger_given_leg is 'A leg of a transaction to be posted, and with which owner it lies';

-- Projects, their activities, shifts and sign-ups. Activity tables go by activity, sign-ups by volunteer.

create table projects (
  id uuid primary key,
  organization_id uuid not null references organizations,
  organization_path text not null,
  title text not null,
  category text not null,
  aim text not null default '',
  plan text not null default '',
  budget_fen bigint,
  stage text not null default 'recruitment',
  details jsonb not null default '{}',
  created_by uuid not null,
  created_at timestamptz not null,
  closed_at timestamptz
);
comment on table projects is 'Long-running service projects with four stages in order (P37)';
comment on column projects.stage is 'recruitment 宣传招募, training 培训管理, service 服务保障, summary 总结表扬';
comment on column projects.details is 'Brand, series, topics, principles, partners, beneficiaries: checked by domain/projects';
create index projects__organization_path on projects (organization_path text_pattern_ops, created_at desc);

create table project_stages (
  project_id uuid not null references projects,
  stage text not null,
  id uuid not null,
  note text not null default '',
  entered_by uuid not null,
  entered_at timestamptz not null,
  constraint project_stages__project_id_stage primary key (project_id, stage)
);
comment on table project_stages is 'Each stage a project entered, with who and when; the order is decided by domain/projects/stages (R21)';

create table project_closings (
  project_id uuid not null references projects,
  id uuid not null,
  summary text not null,
  praised text not null default '',
  closed_by uuid not null,
  closed_at timestamptz not null,
  constraint project_closings__project_id primary key (project_id)
);
comment on table project_closings is 'The summary and praise without which no project is closed (P37)';

create table project_partners (
  project_id uuid not null references projects,
  id uuid not null,
  organization_id uuid references organizations,
  name text not null,
  contribution text not null,
  linked_by uuid not null,
  linked_at timestamptz not null,
  ended_at timestamptz,
  constraint project_partners__project_id_id primary key (project_id, id)
);
comment on table project_partners is 'Partners that support a project (P38 伙伴计划); a partner outside the platform has a name only';

create table activities (
  id uuid primary key,
  project_id uuid not null references projects,
  organization_id uuid not null references organizations,
  organization_path text not null,
  title text not null,
  category text not null,
  description text not null default '',
  place text not null,
  longitude double precision,
  latitude double precision,
  risk_statement text not null,
  is_dangerous boolean not null default false,
  requires_insurance boolean not null default false,
  minimum_age int,
  maximum_age int,
  required_skills text[] not null default '{}',
  check_in_kinds text[] not null default '{rotating_code,staff_scan,short_code}',
  fence_metres int,
  leader_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  withdraw_until_hours int not null default 15,
  sequence int not null default 0,
  details jsonb not null default '{}',
  created_by uuid not null,
  created_at timestamptz not null,
  submitted_at timestamptz,
  published_at timestamptz,
  cancelled_at timestamptz,
  cancel_reason text,
  returned_at timestamptz
);
comment on table activities is 'What people sign up for; open to all once published';
comment on column activities.risk_statement is 'Mandatory before recruiting (条例 art. 12)';
comment on column activities.leader_id is 'Person in charge on site';
comment on column activities.starts_at is 'Start of the first shift; ends_at is the end of the last';
comment on column activities.withdraw_until_hours is 'Hours before the shift until which a withdrawal is in time (art. 22)';
comment on column activities.sequence is 'Raised with each change, for calendar feeds';
comment on column activities.returned_at is 'When the approver last sent it back; the reason stands in activity_decisions';
create index activities__organization_path_starts_at on activities (organization_path text_pattern_ops, starts_at);
create index activities__published_starts_at on activities (starts_at) where published_at is not null and cancelled_at is null;
create index activities__project_id on activities (project_id);
create index activities__submitted on activities (organization_path text_pattern_ops, submitted_at) where submitted_at is not null and published_at is null and cancelled_at is null;
-- A list shows the latest twenty of a scope: where the scope is large, walking the activities in that order and leaving out
-- the others is cheaper than sorting all of the scope.
create index activities__starts_at_id on activities (starts_at, id);

create table activity_decisions (
  activity_id uuid not null,
  id uuid not null,
  decision text not null,
  decided_by uuid,
  decided_at timestamptz not null,
  reason text,
  trace jsonb not null,
  constraint activity_decisions__activity_id_id primary key (activity_id, id)
);
comment on table activity_decisions is 'Submitted, approved, returned, published, cancelled: each with who, when, why and the rule book it rested on';

create table activity_co_hosts (
  activity_id uuid not null,
  organization_id uuid not null references organizations,
  id uuid not null,
  invited_by uuid not null,
  invited_at timestamptz not null,
  answered_by uuid,
  answered_at timestamptz,
  answer text,
  constraint activity_co_hosts__activity_id_organization_id primary key (activity_id, organization_id)
);
comment on table activity_co_hosts is 'Further organisations that hold an activity together (P74); shown once they accepted';
comment on column activity_co_hosts.answer is 'accepted or declined; null while open';

create table activity_messages (
  activity_id uuid not null,
  id uuid not null,
  shift_id uuid,
  text text not null,
  recipients int not null,
  sent_by uuid not null,
  sent_at timestamptz not null,
  constraint activity_messages__activity_id_id primary key (activity_id, id)
);
comment on table activity_messages is 'What the organiser told the people on the roster; each got it as a notice';

create table activity_changes (
  activity_id uuid not null,
  id uuid not null,
  kind text not null,
  shifts jsonb not null,
  leaders jsonb,
  reason text not null default '',
  asked_by uuid not null,
  asked_at timestamptz not null,
  approval_reasons jsonb not null default '[]',
  decision text,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  constraint activity_changes__activity_id_id primary key (activity_id, id)
);
comment on table activity_changes is 'Shifts added, moved, resized or cancelled, or other leaders, after publishing; what the rule book wants looked at waits here and touches nothing until it is approved';
comment on column activity_changes.kind is 'added, moved, resized, cancelled, led';
comment on column activity_changes.shifts is 'Each shift as it shall be, with the time it had in from; of a change of leaders, the shifts they lead';
comment on column activity_changes.leaders is 'Of a change of leaders: who led (from) and who shall (to), the one in charge first';
comment on column activity_changes.approval_reasons is 'The rules for which a person above looks; empty where none asks for it';
comment on column activity_changes.decision is 'done (no approval needed), approved, returned, withdrawn (by who asked); null while it waits';
create index activity_changes__waiting on activity_changes (asked_at) where decision is null;

create table shifts (
  activity_id uuid not null,
  id uuid not null,
  name text not null default '',
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity int not null,
  seats_taken int not null default 0,
  waiting int not null default 0,
  next_queue_number bigint not null default 1,
  cancelled_at timestamptz,
  changed_at timestamptz,
  constraint shifts__activity_id_id primary key (activity_id, id),
  constraint shifts__seats_taken check (seats_taken >= 0 and seats_taken <= capacity)
);
comment on table shifts is 'When people serve; the counters are kept by the sign-up statement under the row''s lock';
comment on column shifts.changed_at is 'When it was last moved, resized or cancelled; the time stamp of calendar entries';
create index shifts__id on shifts (id);
create index shifts__starts_at on shifts (starts_at);

create table sign_ups (
  volunteer_id uuid not null,
  id uuid not null,
  activity_id uuid not null,
  shift_id uuid not null,
  organization_path text not null,
  shift_starts_at timestamptz not null,
  shift_ends_at timestamptz not null,
  place text not null,
  queue_number bigint not null,
  signed_up_at timestamptz not null,
  promoted_at timestamptz,
  ended_at timestamptz,
  ended_as text,
  ended_by uuid,
  end_reason text,
  accompanied_by uuid,
  signed_up_by uuid,
  risk_acknowledged_at timestamptz,
  shift_moved_at timestamptz,
  party_id uuid,
  constraint sign_ups__volunteer_id_id primary key (volunteer_id, id)
);
comment on table sign_ups is 'A volunteer''s own decision to serve in a shift; nobody else can make it (art. 25)';
comment on column sign_ups.place is 'seat or waitlist';
comment on column sign_ups.ended_as is 'withdrawn, withdrawn_late, no_show, cancelled; null while it stands';
comment on column sign_ups.accompanied_by is 'The parent who takes part with the child (S40)';
comment on column sign_ups.signed_up_by is 'The person themselves, or the guardian of a child';
comment on column sign_ups.risk_acknowledged_at is 'When the risks were read and accepted (art. 12)';
comment on column sign_ups.shift_moved_at is 'When the shift moved under this standing sign-up: from then on a withdrawal is in time until the start (art. 22)';
comment on column sign_ups.party_id is 'The sign-up of the parent with whom this child takes part: they wait, move up and withdraw together; null for everybody else';
create unique index sign_ups__volunteer_id_shift_id on sign_ups (volunteer_id, shift_id) where ended_at is null;
create index sign_ups__shift_id on sign_ups (shift_id, queue_number);
create index sign_ups__activity_id on sign_ups (activity_id);
create index sign_ups__volunteer_id_shift_starts_at on sign_ups (volunteer_id, shift_starts_at) where ended_at is null;
create index sign_ups__party_id on sign_ups (party_id) where party_id is not null;

create table agendas (
  volunteer_id uuid not null,
  changes bigint not null,
  constraint agendas__volunteer_id primary key (volunteer_id)
);
comment on table agendas is 'One row per volunteer who ever signed up. It is the lock that puts a person''s sign-ups in order: zero row first, then lock, person before shift';

create table invitations (
  volunteer_id uuid not null,
  id uuid not null,
  activity_id uuid not null,
  shift_id uuid not null,
  message text not null default '',
  invited_by uuid not null,
  invited_at timestamptz not null,
  answered_at timestamptz,
  answer text,
  constraint invitations__volunteer_id_id primary key (volunteer_id, id),
  constraint invitations__volunteer_id_shift_id unique (volunteer_id, shift_id)
);
comment on table invitations is 'An organisation may invite, the person decides (art. 25)';
comment on column invitations.answer is 'accepted or declined; null while open';
create index invitations__activity_id on invitations (activity_id);

create table calendar_feeds (
  volunteer_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  constraint calendar_feeds__volunteer_id primary key (volunteer_id)
);
comment on table calendar_feeds is 'The secret of a person''s own calendar address; a new one replaces the old';

-- Check-in and out, service records, proposals by two people, certificates.

create table attendances (
  volunteer_id uuid not null,
  id uuid not null,
  shift_id uuid not null,
  activity_id uuid not null,
  organization_path text not null,
  service_day date not null,
  state text not null,
  pairs int not null default 0,
  last_stamp_at timestamptz,
  record_id uuid,
  created_at timestamptz not null,
  constraint attendances__volunteer_id_id primary key (volunteer_id, id),
  constraint attendances__volunteer_id_shift_id unique (volunteer_id, shift_id)
);
comment on table attendances is 'One person at one shift: where they stand now; how they got there is in the stamps, records and audit events';
comment on column attendances.state is 'As listed in domain/records/attendance';
comment on column attendances.pairs is 'Closed in/out pairs';
comment on column attendances.record_id is 'The service record now in force';
create index attendances__shift_id on attendances (shift_id);
create index attendances__organization_path_state on attendances (organization_path text_pattern_ops, state, service_day);

create table attendance_stamps (
  volunteer_id uuid not null,
  id uuid not null,
  attendance_id uuid not null,
  shift_id uuid not null,
  direction text not null,
  stamped_at timestamptz not null,
  arrived_at timestamptz not null,
  source text not null,
  code_step bigint,
  is_late boolean not null,
  is_inside boolean,
  accuracy_metres int,
  recorded_by uuid,
  constraint attendance_stamps__volunteer_id_id primary key (volunteer_id, id),
  constraint attendance_stamps__volunteer_id_shift_id_code_step unique (volunteer_id, shift_id, code_step)
);
comment on table attendance_stamps is 'First-hand timestamps with their source; never overwritten, one per code step, so a scan that arrives twice counts once';
comment on column attendance_stamps.direction is 'in or out';
comment on column attendance_stamps.stamped_at is 'When the person was there: the server''s moment, or for a code sent later the moment that the code itself proves; arrived_at is when the server learnt of it';
comment on column attendance_stamps.source is 'As listed in domain/records/presence; late_code is a code that was sent after its minute, as it might have been passed on as a photograph';
comment on column attendance_stamps.is_inside is 'Inside the fence, for self-located stamps; the place itself is not kept (PIPL)';
comment on column attendance_stamps.recorded_by is 'Who scanned or declared, where that is not the volunteer';
create index attendance_stamps__attendance_id on attendance_stamps (volunteer_id, attendance_id, stamped_at);
create index attendance_stamps__shift_id_code_step_late on attendance_stamps (shift_id, code_step) where is_late and code_step is not null;

create table service_records (
  volunteer_id uuid not null,
  id uuid not null,
  attendance_id uuid not null,
  shift_id uuid not null,
  activity_id uuid not null,
  organization_id uuid not null,
  organization_path text not null,
  title text not null,
  place text not null,
  content text not null,
  people_served int,
  service_day date not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  counted jsonb not null,
  minutes int not null,
  balance text not null,
  source text not null,
  trace jsonb not null,
  level text not null,
  state text not null,
  quality text,
  quality_note text,
  person_in_charge_id uuid not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  transfer_id uuid,
  posted_at timestamptz,
  supersedes_id uuid,
  reversed_at timestamptz,
  constraint service_records__volunteer_id_id primary key (volunteer_id, id),
  constraint service_records__minutes check (minutes >= 0)
);
comment on table service_records is 'The record of a service with the fields of 民函〔2012〕340号; a corrected one stays and points to its reversal by state';
comment on column service_records.counted is 'Intervals that count, so that no other service counts them again';
comment on column service_records.balance is 'credit_minutes or honorary_minutes';
comment on column service_records.trace is 'Rule book, version, inputs and steps of the decision';
comment on column service_records.level is 'team, parent or province: who had to agree by the daily ladder';
comment on column service_records.state is 'awaiting_parent, awaiting_province, confirmed, returned, reversed or superseded';
comment on column service_records.posted_at is 'When the minutes took effect: hours as of a date read this';
create index service_records__volunteer_id_service_day on service_records (volunteer_id, service_day desc, id desc);
create index service_records__organization_path_service_day on service_records (organization_path text_pattern_ops, service_day);
create index service_records__attendance_id on service_records (volunteer_id, attendance_id);
create index service_records__activity_id on service_records (activity_id);

create table record_proposals (
  id uuid primary key,
  kind text not null,
  organization_id uuid not null,
  organization_path text not null,
  activity_id uuid not null,
  state text not null,
  reason text not null,
  evidence text not null default '',
  requested_by uuid not null,
  requested_at timestamptz not null,
  handled_by uuid,
  handled_at timestamptz,
  handled_note text,
  decided_by uuid,
  decided_at timestamptz,
  decided_note text
);
comment on table record_proposals is 'A correction, back-fill or import: handled by one person and approved by another, neither of them its subject';
comment on column record_proposals.state is 'requested, handled, approved or returned';
create index record_proposals__organization_path_state on record_proposals (organization_path text_pattern_ops, state, requested_at desc);
create index record_proposals__requested_by on record_proposals (requested_by, requested_at desc);

create table record_proposal_lines (
  volunteer_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  shift_id uuid not null,
  attendance_id uuid,
  record_id uuid,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  claimed_minutes int,
  source text not null,
  content text not null default '',
  result_record_id uuid,
  outcome jsonb,
  constraint record_proposal_lines__volunteer_id_id primary key (volunteer_id, id)
);
comment on table record_proposal_lines is 'What a proposal asks for each person: the time, and the record it would replace';
comment on column record_proposal_lines.outcome is 'What stood before and what the decision did or would have done, as it was shown to whoever decided; null while it waits';
create index record_proposal_lines__proposal_id on record_proposal_lines (proposal_id);
create index record_proposal_lines__record_id on record_proposal_lines (volunteer_id, record_id);

create table certificate_series (
  organization_id uuid not null,
  year int not null,
  last_number int not null,
  constraint certificate_series__organization_id_year primary key (organization_id, year)
);
comment on table certificate_series is 'Running numbers of certificates by issuer and year';

create table certificate_prefixes (
  organization_id uuid primary key,
  prefix text not null,
  constraint certificate_prefixes__prefix unique (prefix)
);
comment on table certificate_prefixes is 'Letters before the certificate numbers of an issuer, unique among issuers';

create table certificates (
  volunteer_id uuid not null,
  id uuid not null,
  number text not null,
  organization_id uuid not null,
  organization_path text not null,
  purpose text not null,
  is_roll_up boolean not null,
  period_from date not null,
  period_until date not null,
  as_of timestamptz not null,
  record_ids uuid[] not null,
  services int not null,
  total_minutes int not null,
  sheet jsonb not null,
  pdf bytea not null,
  person_in_charge text,
  handled_by uuid,
  issued_at timestamptz not null,
  superseded_at timestamptz,
  superseded_reason text,
  revoked_at timestamptz,
  revoked_by uuid,
  revoke_reason text,
  constraint certificates__volunteer_id_id primary key (volunteer_id, id)
);
comment on table certificates is 'Numbered, archived, free of charge; a changed record turns those that list it superseded, the sheet itself stays';
comment on column certificates.sheet is 'What was printed, without personal fields';
comment on column certificates.person_in_charge is 'Who signs as in charge; null where nobody holds the right to certify at the issuer';
comment on column certificates.handled_by is 'Null where the volunteer printed it; the platform then names itself';
create index certificates__organization_path_issued_at on certificates (organization_path text_pattern_ops, issued_at desc);
-- The public list of what counts no more is asked for by issuer.
create index certificates__ended on certificates (organization_id) where revoked_at is not null or superseded_at is not null;
-- A PDF is compressed already: the database need not try again.
alter table certificates alter column pdf set storage external;

create table certificate_codes (
  code text primary key,
  number text not null,
  volunteer_id uuid not null,
  certificate_id uuid not null,
  constraint certificate_codes__number unique (number)
);
comment on table certificate_codes is 'Verification code to certificate: 40 random bits, not derived from the number';
