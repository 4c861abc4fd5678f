-- Permissions that come with a new noun reach the ready-made roles of installations that stand, each once.
alter table roles add column ready_role text constraint roles__ready_role unique;
comment on column roles.ready_role is 'Which ready-made role of the product it is (domain/ready-role.ts), whatever it is called by now';
alter table roles add column as_given text[];
comment on column roles.as_given is 'What the product gave a ready-made role so far; where its permissions differ, somebody shaped it, and it is left alone';
update roles r set ready_role = k.ready_role, as_given = r.permissions
from (values ('administrator', '系统管理员'), ('league_staff', '团委干事'), ('brigade_manager', '大队管理员'), ('organization_manager', '组织管理员'),
  ('team_leader', '队长'), ('check_in_helper', '签到帮手'), ('reader', '查看员'), ('auditor', '审计员')) k (ready_role, name_zh)
where r.organization_id is null and r.name_zh = k.name_zh;

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
