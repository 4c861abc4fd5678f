-- A code to a phone proves the phone, not its owner: on a device that is not known the owner shows something that only the owner knows.
alter table sessions add column is_owner_shown boolean not null default true;
alter table sessions add column device_hash bytea;
comment on column sessions.is_owner_shown is 'False: begun by nothing but a code on a device that was not known; no full personal data until the owner showed something';
comment on column sessions.device_hash is 'Keyed hash of the random value in the cookie of the device, where it has one';

create table known_devices (
  person_id uuid not null,
  device_hash bytea not null,
  known_at timestamptz not null,
  last_used_at timestamptz not null,
  constraint known_devices__person_id_device_hash primary key (person_id, device_hash)
);
comment on table known_devices is 'Devices on which a person showed that they are the owner of the account; a code alone signs in there';

alter table accounts add column phone_freed_at timestamptz;
comment on column accounts.phone_freed_at is 'Whoever holds the number now said that the account is not theirs: it has no sign-in phone until staff bind another';
