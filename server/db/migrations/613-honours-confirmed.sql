-- Who says that an honour was given: its issuer, and nobody in the issuer's name.
alter table honours alter column issuer_id drop not null;
alter table honours add column issuer_name text;
alter table honours add column confirmed_by uuid;
alter table honours add column confirmed_at timestamptz;
alter table honours add column standing text generated always as (case when confirmed_at is null then '未经颁发单位核实' else '颁发单位已核实' end) stored;
alter table honours add constraint honours__issuer check ((issuer_id is null) <> (issuer_name is null));
alter table honours add constraint honours__confirmed check ((confirmed_by is null) = (confirmed_at is null) and (issuer_id is not null or confirmed_at is null));
create index honours__waiting on honours (issuer_id) where confirmed_at is null and struck_at is null;
comment on column honours.issuer_name is 'Issuer outside the platform, as it was written; never confirmed';
comment on column honours.confirmed_by is 'Who said at the issuer that it was given; null: shown as not confirmed everywhere';
comment on column honours.standing is 'What a file of the person says of it';
comment on column honours.struck_at is 'Refused by the issuer, or taken back; shown no more';

-- Earlier ones were confirmed where the recorder held the permission at the issuer then and now; the others wait.
update honours h set confirmed_by = h.recorded_by, confirmed_at = h.recorded_at
from organizations o
where o.id = h.issuer_id and exists (
  select from role_grants g join roles r on r.id = g.role_id join organizations a on a.id = g.organization_id
  where g.person_id = h.recorded_by and g.ended_at is null and 'volunteers.edit' = any(r.permissions) and (a.id = o.id or o.path like a.path || '%'));
