-- The public list of what counts no more is asked for by issuer.
create index certificates__ended on certificates (organization_id) where revoked_at is not null or superseded_at is not null;
