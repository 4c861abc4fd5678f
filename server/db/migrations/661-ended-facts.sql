-- Facts that were ended or taken back, and documents that were withdrawn: who, when and why, beside what was written first.

alter table organization_facts add column ended_by uuid;
alter table organization_facts add column ended_at timestamptz;
alter table organization_facts add column end_reason text;
comment on column organization_facts.valid_until is 'Last day it held; before valid_from where it never came to hold (replaced on its day, or taken back before it)';
comment on column organization_facts.end_reason is 'Why it was ended without a new value, or taken back before its day';

alter table organization_documents add column withdrawn_by uuid;
alter table organization_documents add column withdraw_reason text;
comment on column organization_documents.withdrawn_at is 'From then on it counts for nothing and is no longer handed out; the row stays';
