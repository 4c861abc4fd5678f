-- People, their accounts, roles and messages. A person may exist without an account.

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

create table identity_keys (
  kind text not null,
  index bytea not null,
  person_id uuid not null,
  constraint identity_keys__kind_index primary key (kind, index)
);
comment on table identity_keys is 'One person per ID document and per sign-in phone: the keyed hash is the key, so a race cannot create two';
comment on column identity_keys.kind is 'document, sign_in_phone, or a card kind such as citizen_card';

create table accounts (
  id uuid primary key,
  person_id uuid not null unique references persons,
  password_hash text,
  totp_encrypted bytea,
  totp_confirmed_at timestamptz,
  is_staff boolean not null default false,
  language text not null default 'zh',
  created_at timestamptz not null
);
comment on table accounts is 'A way to sign in as a person';
comment on column accounts.is_staff is 'Staff are asked for a second factor';

create table sign_in_codes (
  id uuid primary key,
  phone_index bytea not null,
  purpose text not null,
  code_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  attempts int not null default 0,
  used_at timestamptz
);
comment on table sign_in_codes is 'One-time codes sent to phones; only their hash is kept';
create index sign_in_codes__phone_index_created_at on sign_in_codes (phone_index, created_at desc);

create table sign_in_attempts (
  id uuid primary key,
  subject_index bytea not null,
  at timestamptz not null,
  outcome text not null
);
comment on table sign_in_attempts is 'Failed and good sign-ins per phone and per network, for lock-out';
create index sign_in_attempts__subject_index_at on sign_in_attempts (subject_index, at desc);

create table sessions (
  token_hash bytea primary key,
  id uuid not null unique,
  account_id uuid not null references accounts,
  person_id uuid not null,
  has_second_factor boolean not null default false,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  device text not null default ''
);
comment on table sessions is 'Signed-in devices; the token itself is never stored';
create index sessions__person_id on sessions (person_id);

create table roles (
  id uuid primary key,
  organization_id uuid references organizations,
  name_zh text not null,
  name_en text not null,
  permissions text[] not null,
  needs_second_factor boolean not null default false,
  created_at timestamptz not null,
  retired_at timestamptz
);
comment on table roles is 'A named set of permission sentences; without an organisation it is offered everywhere';

create table role_grants (
  id uuid primary key,
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
  end_reason text
);
comment on table role_grants is 'A role given to a person at an organisation, for it alone or for it and below, until a day; ending it adds who and why';
comment on column role_grants.activity_id is 'Set where one activity is delegated to one person';
create index role_grants__person_id on role_grants (person_id) where ended_at is null;
create index role_grants__organization_id on role_grants (organization_id) where ended_at is null;

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

create table demonstration_people (
  person_id uuid primary key references persons,
  ordinal int not null,
  title_zh text not null,
  title_en text not null,
  surface text not null
);
comment on table demonstration_people is 'Invented people offered on the sign-in page of a demonstration installation, one tap each; empty elsewhere';
comment on column demonstration_people.surface is 'phone or console: where the tap leads';
