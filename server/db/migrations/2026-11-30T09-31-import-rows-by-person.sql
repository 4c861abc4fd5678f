-- What each row of an import did lies with the person. Who verifies misses no row under its former key.
alter table roster_import_memberships drop constraint roster_import_memberships__import_id_volunteer_id;
alter table roster_import_memberships add constraint roster_import_memberships__volunteer_id_import_id primary key (volunteer_id, import_id);
create index roster_import_memberships__import_id on roster_import_memberships (import_id);
insert into removed_rows (table_name, row_key, removed_at)
select 'roster_import_memberships', concat_ws(' ', import_id, volunteer_id), now() from roster_import_memberships on conflict do nothing;
