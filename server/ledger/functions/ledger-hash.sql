create function ledger_hash(
  given_hash text, given_account text, given_unit text, given_sequence bigint, given_balance bigint,
  given ledger_transactions, given_legs text
) returns text language sql stable as $$
  -- The same text as canonicalText in domain/ledger/transaction.ts: a test compares both.
  select encode(sha256(convert_to(concat_ws(E'\n', 'entry 1', given_hash, given_account, given_unit, given_sequence, given_balance, given.id, array_to_string(given.owners, ' '), given.reason, given.reference,
    coalesce(given.reverses_id::text, ''), coalesce(given.overturns_id::text, ''), given.organization_id, given.organization_path, to_char(given.service_day, 'YYYY-MM-DD'),
    to_char(given.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), given.request_key, given_legs), 'UTF8')), 'hex')
$$;
comment on function ledger_hash is 'The hash of an entry from the hash before, its account, its transaction and the lines of all legs';
