-- Messages reach people by more than one way: what goes to a phone too is due in the row of the message, and each person chooses
-- by kind. A row that nobody wants in the app is read from its beginning, so that nothing counts it.
alter table notices add column in_app boolean not null default true;
comment on column notices.in_app is 'False: the person wants this kind by text message alone, and no list shows it';
alter table notices add column sms_due_at timestamptz;
comment on column notices.sms_due_at is 'When the text message is to be tried next; null where none goes, or it is over';
alter table notices add column sms_tries int not null default 0;
alter table notices add column sms_outcome text;
alter table notices add constraint notices__sms_outcome check (sms_outcome in ('sent', 'failed', 'late', 'no_phone', 'too_many'));
comment on column notices.sms_outcome is 'How the text message ended; late: a day went by without a gateway or an answer of it';
create index notices__sms_due_at on notices (sms_due_at) where sms_due_at is not null;

create table notice_preferences (
  person_id uuid not null,
  kind text not null,
  in_app boolean,
  sms boolean,
  changed_at timestamptz not null,
  constraint notice_preferences__person_id_kind primary key (person_id, kind)
);
comment on table notice_preferences is 'By which ways somebody wants a kind of message; null, or no row: as the kind says';
