-- Who lost the phone is helped at the desk: one proposes with the document, another agrees, the old number is told and may object.
create table phone_recoveries (
  id uuid primary key,
  person_id uuid not null references persons,
  organization_path text not null,
  phone_encrypted bytea,
  phone_index bytea,
  phone_hint text not null,
  old_phone_hint text,
  document_type text not null,
  is_document_compared boolean not null,
  reason text not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  decision text,
  decision_reason text,
  decided_by uuid,
  decided_at timestamptz,
  carry_out_after timestamptz,
  carried_out_at timestamptz,
  stopped_at timestamptz,
  stopped_by uuid,
  stop_reason text,
  objection_hash bytea
);
comment on table phone_recoveries is 'A new sign-in phone for a person who lost the old one: proposed, agreed to by a second person, waited for while the old number may object';
comment on column phone_recoveries.phone_encrypted is 'The new number; destroyed once it is bound or the recovery has ended otherwise';
comment on column phone_recoveries.phone_hint is 'Masked form of the new number';
comment on column phone_recoveries.old_phone_hint is 'Masked form of the number it replaces; null where the person had none';
comment on column phone_recoveries.document_type is 'Which document was seen at the desk';
comment on column phone_recoveries.is_document_compared is 'Its number was typed and agrees with the sealed one; otherwise only its kind was noted';
comment on column phone_recoveries.decision is 'approved or refused; null while it waits for a second person';
comment on column phone_recoveries.carry_out_after is 'Until then whoever holds the old number may object; the moment of the decision where nobody could be told';
comment on column phone_recoveries.stopped_by is 'Null where the link of the message was used, or where it could no longer be carried out';
comment on column phone_recoveries.objection_hash is 'Keyed hash of the token in the link that the old number gets';
create index phone_recoveries__person_id on phone_recoveries (person_id);
create index phone_recoveries__organization_path on phone_recoveries (organization_path text_pattern_ops);
create unique index phone_recoveries__undone on phone_recoveries (person_id) where carried_out_at is null and stopped_at is null and decision is distinct from 'refused';
create unique index phone_recoveries__objection_hash on phone_recoveries (objection_hash) where objection_hash is not null;
