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
  cancel_reason text
);
comment on table activities is 'What people sign up for; open to all once published';
comment on column activities.risk_statement is 'Mandatory before recruiting (条例 art. 12)';
comment on column activities.leader_id is 'Person in charge on site';
comment on column activities.starts_at is 'Start of the first shift; ends_at is the end of the last';
comment on column activities.withdraw_until_hours is 'Hours before the shift until which a withdrawal is in time (art. 22)';
comment on column activities.sequence is 'Raised with each change, for calendar feeds';
create index activities__organization_path_starts_at on activities (organization_path text_pattern_ops, starts_at);
create index activities__published_starts_at on activities (starts_at) where published_at is not null and cancelled_at is null;
create index activities__project_id on activities (project_id);

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
  constraint shifts__activity_id_id primary key (activity_id, id),
  constraint shifts__seats_taken check (seats_taken between 0 and capacity)
);
comment on table shifts is 'When people serve; the counters are kept by the sign-up statement under the row''s lock';
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
  constraint sign_ups__volunteer_id_id primary key (volunteer_id, id)
);
comment on table sign_ups is 'A volunteer''s own decision to serve in a shift; nobody else can make it (art. 25)';
comment on column sign_ups.place is 'seat or waitlist';
comment on column sign_ups.ended_as is 'withdrawn, withdrawn_late, no_show, cancelled; null while it stands';
create unique index sign_ups__volunteer_id_shift_id on sign_ups (volunteer_id, shift_id) where ended_at is null;
create index sign_ups__shift_id on sign_ups (shift_id, queue_number);
create index sign_ups__activity_id on sign_ups (activity_id);
