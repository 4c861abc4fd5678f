-- Tries of what can be guessed, counted for all server processes together.

create unlogged table call_counts (
  subject bytea primary key,
  since timestamptz not null,
  tries int not null
);
comment on table call_counts is 'How often one caller tried one kind of guess since the window began; forgotten by a crash, and a job clears what is old';
comment on column call_counts.subject is 'Keyed hash of the kind and the caller, so that the table names nobody';
create index call_counts__since on call_counts (since);
