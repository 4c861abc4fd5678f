-- A grant that can approve counts only after a second administrator's yes.
alter table role_grants add column confirmed_permissions text[] not null default '{}';
comment on column role_grants.confirmed_permissions is 'The approving permissions to which a second administrator said yes; another one that the role gains later waits again. Those of a grant of the operator, without granted_by, count at once';
update role_grants g set confirmed_permissions = r.permissions from roles r where r.id = g.role_id and g.granted_by is not null; -- what stood before stays

create table grant_confirmations (
  id uuid primary key,
  grant_id uuid not null references role_grants,
  permissions text[] not null,
  confirmed_by uuid not null,
  confirmed_at timestamptz not null
);
comment on table grant_confirmations is 'The second administrator''s yes to a grant that can approve: to which permissions, who and when';
create index grant_confirmations__grant_id on grant_confirmations (grant_id);
