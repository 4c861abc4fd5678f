-- What every noun needs: answers kept by request key, the audit trail, settings of the installation.

create table request_keys (
  actor_key text not null,
  request_key text not null,
  body_hash text not null,
  status int,
  answer jsonb,
  created_at timestamptz not null,
  constraint request_keys__actor_key_request_key primary key (actor_key, request_key)
);
comment on table request_keys is 'One row per write request: a retry with the same key gets the first answer';
comment on column request_keys.actor_key is 'Person id of the caller, or the word anonymous with the caller''s network';
comment on column request_keys.body_hash is 'SHA-256 of method, path and body: the same key with another body is refused';
comment on column request_keys.answer is 'The first answer; null only while the first request is still running';

create table audit_events (
  id uuid primary key,
  at timestamptz not null,
  actor_person_id uuid,
  permission text,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  organization_path text,
  before jsonb,
  after jsonb,
  reason text,
  request_id text not null
);
comment on table audit_events is 'Append-only: who did what to which subject, with the permission sentence it rested on; personal fields are masked';
comment on column audit_events.permission is 'The permission the act rested on; null where a person acts on their own data';
comment on column audit_events.organization_path is 'Path of the organisation that owned the subject then';
create index audit_events__subject on audit_events (subject_type, subject_id, at);
create index audit_events__organization_path_at on audit_events (organization_path text_pattern_ops, at desc);
create index audit_events__actor_person_id_at on audit_events (actor_person_id, at desc);

create table settings (
  key text primary key,
  value jsonb not null,
  changed_at timestamptz not null
);
comment on table settings is 'Facts about this installation, such as the marker that the demonstration world was built';
