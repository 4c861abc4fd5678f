-- Audit events are sealed by night, so that one that is changed, removed or put in later does not go unseen.

create table audit_seals (
  number int not null,
  sealed_at timestamptz not null,
  until_id uuid not null,
  event_count bigint not null,
  previous_root text not null,
  root text not null,
  constraint audit_seals__number primary key (number)
);
comment on table audit_seals is 'One root a night over the audit events of the days before, and the root before; the ledger''s published seal holds it';
comment on column audit_seals.until_id is 'Ids carry their moment: the seal covers all events before this one that no earlier seal covered';

create table audit_sealed_events (
  event_id uuid not null,
  seal_number int not null,
  hash bytea not null,
  constraint audit_sealed_events__event_id primary key (event_id)
);
comment on table audit_sealed_events is 'What each seal covered, event by event, so that verify can name the one that is not as it was';
comment on column audit_sealed_events.hash is 'SHA-256 of all columns of the event';

alter table ledger_seals add column audit_root text not null default repeat('0', 64);
comment on column ledger_seals.audit_root is 'Root of the last seal of the audit events then; part of the published root';
