create unlogged table import_progress (
  id uuid primary key,
  person_id uuid not null,
  phase text not null,
  done int not null,
  total int,
  phase_began_at timestamptz not null,
  constraint import_progress__phase check (phase in ('reading', 'checking', 'registering', 'joining'))
);
comment on table import_progress is 'How far a roster is that is being checked or imported right now, written beside its transaction; gone when it ends, worth nothing after a restart';
comment on column import_progress.id is 'Chosen by the page that sent the file, so that it can ask before there is an answer';
comment on column import_progress.total is 'Rows of this phase; null while they are still being counted';
