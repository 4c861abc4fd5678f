-- Roles held lie with their holder, and so does the second administrator's yes to them.
alter table sign_in_links drop constraint sign_in_links_grant_id_fkey; -- lies everywhere: the nightly check asks instead
alter table grant_confirmations drop constraint grant_confirmations_grant_id_fkey;
alter table role_grants drop constraint role_grants_pkey;
alter table role_grants add constraint role_grants__person_id_id primary key (person_id, id);
create index role_grants__id on role_grants (id);

alter table grant_confirmations add column person_id uuid;
comment on column grant_confirmations.person_id is 'Who holds the role';
update grant_confirmations c set person_id = g.person_id from role_grants g where g.id = c.grant_id;
alter table grant_confirmations alter column person_id set not null;
alter table grant_confirmations drop constraint grant_confirmations_pkey;
alter table grant_confirmations add constraint grant_confirmations__person_id_id primary key (person_id, id);
alter table grant_confirmations add constraint grant_confirmations__person_id_grant_id foreign key (person_id, grant_id) references role_grants (person_id, id);
drop index grant_confirmations__grant_id;
create index grant_confirmations__person_id_grant_id on grant_confirmations (person_id, grant_id);
