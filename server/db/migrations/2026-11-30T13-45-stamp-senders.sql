-- From where a stamp was sent, and tries of arriving that were refused: what later looks for one device that stamps for many.
-- Beside the stamps, which are history and stay as they are; both are kept for a while only.
create table stamp_senders (
  volunteer_id uuid not null,
  stamp_id uuid not null,
  sent_at timestamptz not null,
  sender_index bytea not null,
  constraint stamp_senders__volunteer_id_stamp_id primary key (volunteer_id, stamp_id)
);
comment on table stamp_senders is 'From which session a check-in or check-out arrived, as a keyed hash';
comment on column stamp_senders.sender_index is 'Keyed hash of the session by which it arrived; of one sent later, the session that sent it';

create table refused_stamps (
  person_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  shift_id uuid,
  direction text not null,
  way text not null,
  reason text not null,
  is_late boolean not null,
  sender_index bytea not null,
  constraint refused_stamps__person_id_id primary key (person_id, id),
  constraint refused_stamps__direction check (direction in ('in', 'out'))
);
comment on table refused_stamps is 'Tries of arriving or leaving that were refused';
comment on column refused_stamps.person_id is 'Who was to arrive; where the try named nobody, who tried';
comment on column refused_stamps.shift_id is 'Null where the code named none; not every one that a try names exists';
comment on column refused_stamps.way is 'What was shown: the kind of check-in, or at a desk card, card_digits, number_and_name';
comment on column refused_stamps.reason is 'The code of the problem';
