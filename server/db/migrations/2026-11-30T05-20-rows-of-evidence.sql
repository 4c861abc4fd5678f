-- What verify compares rows with: the write that left a row left an audit event in the same transaction.
create table kept_rows (
  row_key text not null,
  table_name text not null,
  kept_at timestamptz not null,
  constraint kept_rows__row_key_table_name_kept_at primary key (row_key, table_name, kept_at)
);
comment on table kept_rows is 'Rows of evidence that stood there in some night, so that one that is gone is missed';
comment on column kept_rows.row_key is 'The columns of the primary key, with spaces between';
comment on column kept_rows.kept_at is 'The night, as the audit event says that holds the hash of its rows';

create table removed_rows (
  row_key text not null,
  table_name text not null,
  removed_at timestamptz not null,
  constraint removed_rows__row_key_table_name_removed_at primary key (row_key, table_name, removed_at)
);
comment on table removed_rows is 'Rows of evidence that the platform itself removed, so that verify does not miss them';

alter table audit_sealed_events add column transaction bigint;
comment on column audit_sealed_events.transaction is 'Which transaction wrote the event (its xmin), so that none is touched later to stand beside other rows; null when sealed before this was kept';
