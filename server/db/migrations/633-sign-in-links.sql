-- Without text messages nobody gets a code: a link that is good once sets a password and an authenticator.
create table sign_in_links (
  id uuid primary key,
  person_id uuid not null references persons,
  token_hash bytea not null,
  grant_id uuid references role_grants,
  made_by uuid,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  totp_encrypted bytea,
  opened_at timestamptz,
  used_at timestamptz,
  ended_at timestamptz,
  constraint sign_in_links__token_hash unique (token_hash)
);
comment on table sign_in_links is 'Links by which a person without any way to sign in sets a password and an authenticator, once';
comment on column sign_in_links.grant_id is 'The role that the invitation is for; null where the operator made the link';
comment on column sign_in_links.made_by is 'Who invited; null for the operator';
comment on column sign_in_links.totp_encrypted is 'The secret shown when the link was opened, until it is confirmed';
comment on column sign_in_links.ended_at is 'A newer link of the same person took its place';
create index sign_in_links__person_id on sign_in_links (person_id);

comment on column sessions.signed_in_by is 'code, password, link or demonstration: a forgotten password is replaced soon after a sign-in by code';
