-- Volunteers: what every later noun reads of them. A volunteer is a person who registered; the id is the person's.

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
  withdrawal_reason text
);
comment on table volunteers is 'Registered volunteers; a withdrawn one keeps the hours and cannot sign up';
comment on column volunteers.number is 'Volunteer number, separate from any ID number';
comment on column volunteers.organization_id is 'Home organisation, where the volunteer registered';
comment on column volunteers.source is 'self, import, station, campaign or guardian';
comment on column volunteers.is_pupil is 'Primary or secondary pupil: needs parent and teacher whatever the age (P56, R62)';
comment on column volunteers.compound_id is 'Residential compound the volunteer lives in (S03)';
create index volunteers__organization_path on volunteers (organization_path text_pattern_ops, id);

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
comment on table consents is 'The consent ledger: registration terms, parent, teacher, share with school or insurer, publish; withdrawal closes the row';

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
comment on table insurance_covers is 'Accident insurance: an activity that demands it accepts nobody without a cover on the day (art. 17)';
