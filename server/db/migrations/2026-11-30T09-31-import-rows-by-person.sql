-- What each row of an import did lies with the person, as does what a volunteer raised. Who verifies misses no row under its former key.
alter table roster_import_memberships drop constraint roster_import_memberships__import_id_volunteer_id;
alter table roster_import_memberships add constraint roster_import_memberships__volunteer_id_import_id primary key (volunteer_id, import_id);
create index roster_import_memberships__import_id on roster_import_memberships (import_id);
insert into removed_rows (table_name, row_key, removed_at)
select 'roster_import_memberships', concat_ws(' ', import_id, volunteer_id), now() from roster_import_memberships on conflict do nothing;

alter table rights_matters drop constraint rights_matters_pkey;
alter table rights_matters add constraint rights_matters__volunteer_id_id primary key (volunteer_id, id);
create index rights_matters__id on rights_matters (id);
insert into removed_rows (table_name, row_key, removed_at)
select 'rights_matters', id::text, now() from rights_matters on conflict do nothing;
