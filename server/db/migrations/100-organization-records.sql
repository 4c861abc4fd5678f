-- What is known and done about an organisation: dated facts, tasks with a deadline, documents, and decisions of selection.

create table organization_facts (
  id uuid primary key,
  organization_id uuid not null references organizations,
  kind text not null,
  item text not null default '',
  body jsonb not null,
  valid_from date not null,
  valid_until date,
  source_task_id uuid,
  reason text,
  recorded_by uuid,
  recorded_at timestamptz not null
);
comment on table organization_facts is 'Dated facts of an organisation; a new value ends the old one, nothing is overwritten';
comment on column organization_facts.kind is 'As listed in domain/organizations/facts.ts; the body is checked by that kind''s schema';
comment on column organization_facts.item is 'Which one where a kind holds several at once, such as the member department of a leading group; empty otherwise';
comment on column organization_facts.source_task_id is 'The field visit or other task that brought the value (G18)';
create index organization_facts__organization_id_kind on organization_facts (organization_id, kind, valid_from);
create index organization_facts__kind on organization_facts (kind) where valid_until is null;

create table organization_tasks (
  id uuid primary key,
  organization_id uuid not null references organizations,
  kind text not null,
  title text not null,
  body jsonb not null,
  due_on date,
  occurred_on date,
  opened_by uuid,
  opened_at timestamptz not null,
  closed_on date,
  closed_by uuid,
  closed_at timestamptz,
  outcome text,
  document_id uuid
);
comment on table organization_tasks is 'Things to be done about an organisation: steps, bottlenecks, corrections, meetings, visits, surveys, instructions; closing adds who, when and with what outcome';
comment on column organization_tasks.occurred_on is 'Day of a visit or meeting that took place';
comment on column organization_tasks.document_id is 'Proof or minutes';
create index organization_tasks__organization_id_kind on organization_tasks (organization_id, kind, opened_at);
create index organization_tasks__kind on organization_tasks (kind) where closed_on is null;

create table organization_task_notes (
  id uuid primary key,
  task_id uuid not null references organization_tasks,
  at timestamptz not null,
  counterpart text not null,
  text text not null,
  recorded_by uuid
);
comment on table organization_task_notes is 'The contact log of a task, such as talks with 文明办 and 民政 about a bottleneck (G38)';
create index organization_task_notes__task_id on organization_task_notes (task_id, at);

create table organization_documents (
  id uuid primary key,
  organization_id uuid not null references organizations,
  kind text not null,
  title text not null,
  file_name text not null,
  media_type text not null,
  content bytea not null,
  recorded_by uuid,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz
);
comment on table organization_documents is 'Written systems, registration papers, minutes, proofs, founding documents';
comment on column organization_documents.kind is 'system, paper, minutes, proof, founding or guidance';
create index organization_documents__organization_id on organization_documents (organization_id, kind);

create table organization_selections (
  id uuid primary key,
  organization_id uuid not null references organizations,
  library text not null,
  decided_on date not null,
  reason text not null,
  candidate_ids uuid[] not null,
  chosen_ids uuid[] not null,
  decided_by uuid,
  decided_at timestamptz not null
);
comment on table organization_selections is 'A decision that chose organisations into a library: candidates, chosen, date and reason (G69)';
comment on column organization_selections.organization_id is 'The body that decided';
comment on column organization_selections.library is 'demonstration';
