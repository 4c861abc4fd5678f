-- The tree: divisions of the state with their validity, organisations on it, and rules in force by organisation and day.

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
  created_at timestamptz not null
);
comment on table organizations is 'Every body on the tree: divisions as places, league committees, associations, units, schools, teams, stations';
comment on column organizations.path is 'Ordinals from the root, as /1/7/42/; moving an organisation rewrites it for the whole branch';
comment on column organizations.kind is 'As listed in domain/organizations';
comment on column organizations.level is 'province, city, county, town, village or compound: where the organisation works';
comment on column organizations.guiding_id is 'Guiding body besides the parent: reading rights only';
comment on column organizations.profile is 'Declared service direction, registration, set-up facts: checked by the domain schema of the kind';
comment on column organizations.is_example is 'Invented for demonstration';
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
  constraint organization_versions__id primary key (organization_id, id)
);
comment on table organization_versions is 'What an organisation was called and where it hung, day by day; a move, renaming or merger adds a row';
comment on column organization_versions.cause is 'founded, renamed, moved, merged, dissolved, guiding changed';
create index organization_versions__organization_id_valid_from on organization_versions (organization_id, valid_from);

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
