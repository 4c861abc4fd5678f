-- Registration, guardians, privacy and the roster: what the first volunteer tables lacked.

alter table volunteers add column is_self_supporting boolean not null default false;
alter table volunteers add column campaign text;
alter table volunteers add column school text;
alter table volunteers add column languages text[] not null default '{}';
alter table volunteers add column availability text[] not null default '{}';
alter table volunteers add column merged_into uuid;
alter table volunteers add column import_id uuid;
comment on column volunteers.is_self_supporting is 'From 16, living on own work: needs no guardian';
comment on column volunteers.campaign is 'What the registration followed, such as a recruiting day, in the words of the link (L83)';
comment on column volunteers.school is 'School of a pupil, as given; the teacher confirms it';
comment on column volunteers.languages is 'Languages spoken besides Chinese, as listed in domain/volunteers/availability';
comment on column volunteers.availability is 'Usual free times, as listed in domain/volunteers/availability';
comment on column volunteers.merged_into is 'Set when this registration turned out to be the same person as another';
comment on column volunteers.import_id is 'The roster import that created this registration';
create index volunteers__registered_at on volunteers (registered_at);
create index volunteers__compound_id on volunteers (compound_id) where compound_id is not null;
create index volunteers__import_id on volunteers (import_id) where import_id is not null;

create table volunteer_number_counters (
  prefix text primary key,
  last_number bigint not null
);
comment on table volunteer_number_counters is 'Last sequence given per city, the first four digits of the volunteer number';

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
  constraint guardian_requests__role check (role in ('parent', 'teacher')),
  constraint guardian_requests__answer check (answer in ('confirmed', 'refused', 'expired'))
);
comment on table guardian_requests is 'Asks a guardian or teacher, on an own phone, to agree. For a child under 14 it holds nothing of the child: the guardian gives the data (PIPL art. 31)';
comment on column guardian_requests.phone_encrypted is 'Destroyed when the request is answered or has expired';
comment on column guardian_requests.child_id is 'The registered minor or pupil who waits; null for a child under 14, of whom nothing is stored yet';
create index guardian_requests__phone_index on guardian_requests (phone_index) where answered_at is null;
create index guardian_requests__child_id on guardian_requests (child_id);

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
  constraint rights_matters__kind check (kind in ('insurance', 'cost', 'safety', 'records', 'treatment', 'privacy', 'other'))
);
comment on table rights_matters is 'What a volunteer raises about own rights (L43): the organisation answers, superiors see what is open';
create index rights_matters__organization_path on rights_matters (organization_path text_pattern_ops, filed_at desc);
create index rights_matters__volunteer_id on rights_matters (volunteer_id, filed_at desc);

create table honours (
  volunteer_id uuid not null,
  id uuid not null,
  title text not null,
  issuer_id uuid not null references organizations,
  issued_on date not null,
  document text not null default '',
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  struck_at timestamptz,
  strike_reason text,
  constraint honours__volunteer_id_id primary key (volunteer_id, id)
);
comment on table honours is 'Honours received, with issuer and document (L44)';

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
  constraint merge_requests__decision check (decision in ('merged', 'refused'))
);
comment on table merge_requests is 'Two registrations that may be one person: both sides see the request, an organisation decides';
create index merge_requests__kept_id on merge_requests (kept_id);
create index merge_requests__duplicate_id on merge_requests (duplicate_id);
create index merge_requests__open on merge_requests (organization_path text_pattern_ops) where decided_at is null;

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
