create table saved_views (
  person_id uuid not null,
  id uuid not null,
  list text not null,
  name text not null,
  query text not null,
  saved_at timestamptz not null,
  constraint saved_views__person_id_id primary key (person_id, id),
  constraint saved_views__person_id_list_name unique (person_id, list, name)
);
comment on table saved_views is 'Filters and order of a list that somebody keeps under a name';
comment on column saved_views.list is 'The name of the list on the screen';
comment on column saved_views.query is 'What stands in the address behind the question mark; never a name or a number of a person: those are asked for in a header';
