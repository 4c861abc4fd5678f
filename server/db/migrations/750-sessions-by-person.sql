-- Accounts and sessions lie with their person: one machine holds what a sign-in, a look-up and "sign out everywhere" touch.
alter table sessions drop constraint sessions_account_id_fkey;
alter table accounts drop constraint accounts_pkey;
alter table accounts drop constraint accounts_person_id_key;
alter table accounts drop column id;
alter table accounts add constraint accounts__person_id primary key (person_id);

delete from sessions; -- a cookie of before names no person, so it opens nothing any more
alter table sessions drop column account_id;
alter table sessions drop constraint sessions_pkey;
alter table sessions drop constraint sessions_id_key;
drop index sessions__person_id;
alter table sessions add constraint sessions__person_id_token_hash primary key (person_id, token_hash);
alter table sessions add column moved_to uuid;
comment on column sessions.moved_to is 'The person who goes on with it, where two registrations were joined; the cookie still names the former one';
comment on column sessions.id is 'Named in addresses and events; a session that went on with another person keeps it';
