-- A volunteer lies with the person, so no machine can hold alone that a number is there once: numbers lie by their value.
create table volunteer_numbers (
  number text primary key,
  volunteer_id uuid not null
);
comment on table volunteer_numbers is 'From the number of a volunteer to the volunteer; written with the registration, so that none is given twice';
comment on column volunteer_numbers.number is 'As it stands with the volunteer';
insert into volunteer_numbers (number, volunteer_id) select number, id from volunteers;
alter table volunteers drop constraint volunteers_number_key;

-- Whoever asks about a person asks about all registrations: one look where the person lies.
create table merged_registrations (
  person_id uuid not null,
  volunteer_id uuid not null,
  constraint merged_registrations__person_id_volunteer_id primary key (person_id, volunteer_id)
);
comment on table merged_registrations is 'The registrations that were merged into that of a person; what volunteers.merged_into says, found from the other side';
comment on column merged_registrations.person_id is 'The registration that stays';
insert into merged_registrations (person_id, volunteer_id) select merged_into, id from volunteers where merged_into is not null;
