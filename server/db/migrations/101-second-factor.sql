-- An authenticator's step is accepted once.

alter table accounts add column totp_last_step bigint;
comment on column accounts.totp_last_step is 'The last accepted 30-second step of the authenticator: the same digits are refused a second time';
alter table accounts add column password_changed_at timestamptz;
comment on column accounts.password_changed_at is 'When the present password was set';
