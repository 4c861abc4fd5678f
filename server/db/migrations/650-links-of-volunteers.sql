-- Somebody registered at a desk comes in by a link too, where no text messages go out.
alter table sign_in_links add column organization_id uuid references organizations (id);
comment on column sign_in_links.organization_id is 'Where the role was given, or where the volunteer was registered; null where the operator made the link';
comment on table sign_in_links is 'Links by which a person without any way to sign in sets a password once, and an authenticator where a role is held';
