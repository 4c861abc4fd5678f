-- The ledger: transfers chained per volunteer and unit, their heads, totals folded from deltas, nightly seals.

create table ledger_transfers (
  volunteer_id uuid not null,
  unit text not null,
  sequence int not null,
  id uuid not null,
  debit_account text not null,
  credit_account text not null,
  amount int not null,
  balance_after int not null,
  reason text not null,
  reference text not null,
  reverses_id uuid,
  organization_id uuid not null,
  service_day date not null,
  posted_at timestamptz(3) not null,
  request_key text not null,
  previous_hash text not null,
  hash text not null,
  constraint ledger_transfers__volunteer_id_unit_sequence primary key (volunteer_id, unit, sequence),
  constraint ledger_transfers__volunteer_id_id unique (volunteer_id, id),
  constraint ledger_transfers__volunteer_id_request_key unique (volunteer_id, request_key),
  constraint ledger_transfers__volunteer_id_reverses_id unique (volunteer_id, reverses_id),
  constraint ledger_transfers__amount check (amount > 0)
);
comment on table ledger_transfers is 'Posted once, never changed: a mistake is undone by a transfer with the two accounts swapped';
comment on column ledger_transfers.unit is 'credit_minutes, honorary_minutes or points';
comment on column ledger_transfers.sequence is '1, 2, 3 … within volunteer and unit: the place in the chain';
comment on column ledger_transfers.balance_after is 'Of the volunteer''s account of this unit';
comment on column ledger_transfers.reference is 'What it rests on, such as service_record:<id>';
comment on column ledger_transfers.service_day is 'Day of the service; a reversal carries that of its original, so that sums as of a date never move';
comment on column ledger_transfers.posted_at is 'To the millisecond, as in the hashed text';
comment on column ledger_transfers.hash is 'SHA-256 of the canonical text, which begins with the hash before';
create index ledger_transfers__organization_id_service_day on ledger_transfers (organization_id, service_day);

create table ledger_heads (
  volunteer_id uuid not null,
  unit text not null,
  sequence int not null,
  balance int not null,
  hash text not null,
  sealed_sequence int not null default 0,
  constraint ledger_heads__volunteer_id_unit primary key (volunteer_id, unit)
);
comment on table ledger_heads is 'The last transfer of each chain; its row lock serialises one volunteer''s postings and nobody else''s';
comment on column ledger_heads.sealed_sequence is 'Where the chain stood at the last seal';
create index ledger_heads__unsealed on ledger_heads (volunteer_id) where sequence > sealed_sequence;

create table ledger_deltas (
  volunteer_id uuid not null,
  transfer_id uuid not null,
  organization_id uuid not null,
  unit text not null,
  service_day date not null,
  amount int not null,
  constraint ledger_deltas__volunteer_id_transfer_id primary key (volunteer_id, transfer_id)
);
comment on table ledger_deltas is 'Signed amounts not yet folded into the totals; a read adds them, so a total always equals its list';

create table ledger_totals (
  organization_id uuid not null,
  unit text not null,
  service_day date not null,
  amount bigint not null,
  transfers bigint not null,
  constraint ledger_totals__organization_id_unit_service_day primary key (organization_id, unit, service_day)
);
comment on table ledger_totals is 'Sums by organisation, unit and day, folded from deltas by a job: no hot row is shared while people check in';

create table ledger_seals (
  number int not null,
  sealed_on date not null,
  sealed_at timestamptz not null,
  head_count int not null,
  previous_root text not null,
  root text not null,
  constraint ledger_seals__number primary key (number),
  constraint ledger_seals__sealed_on unique (sealed_on)
);
comment on table ledger_seals is 'One published root a night over the heads that moved, and the root before';

create table ledger_sealed_heads (
  volunteer_id uuid not null,
  unit text not null,
  seal_number int not null,
  sequence int not null,
  hash text not null,
  constraint ledger_sealed_heads__volunteer_id_unit_seal_number primary key (volunteer_id, unit, seal_number)
);
comment on table ledger_sealed_heads is 'What each seal covered, so that it can be computed again';
create index ledger_sealed_heads__seal_number on ledger_sealed_heads (seal_number);

-- The only statement that posts. It guards and writes; what is posted was decided before, in domain/ledger.
create function ledger_post(
  p_volunteer_id uuid, p_unit text, p_id uuid, p_debit text, p_credit text, p_amount int, p_reason text, p_reference text,
  p_reverses_id uuid, p_organization_id uuid, p_service_day date, p_posted_at timestamptz, p_request_key text, p_may_be_negative boolean
) returns table (outcome text, transfer_id uuid, balance int) language plpgsql as $$
declare
  head ledger_heads;
  earlier ledger_transfers;
  signed int := case when p_credit = 'volunteer:' || p_volunteer_id then p_amount else -p_amount end;
  next_hash text;
begin
  insert into ledger_heads (volunteer_id, unit, sequence, balance, hash) values (p_volunteer_id, p_unit, 0, 0, repeat('0', 64)) on conflict do nothing;
  select * into head from ledger_heads h where h.volunteer_id = p_volunteer_id and h.unit = p_unit for update;
  select * into earlier from ledger_transfers t where t.volunteer_id = p_volunteer_id and t.request_key = p_request_key;
  if found then
    if (earlier.unit, earlier.debit_account, earlier.credit_account, earlier.amount, earlier.reference, earlier.service_day)
      = (p_unit, p_debit, p_credit, p_amount, p_reference, p_service_day) then
      return query select 'repeated', earlier.id, earlier.balance_after;
    else
      return query select 'key_reused', earlier.id, head.balance;
    end if;
    return;
  end if;
  if p_reverses_id is not null and exists (select 1 from ledger_transfers t where t.volunteer_id = p_volunteer_id and t.reverses_id = p_reverses_id) then
    return query select 'already_reversed', p_reverses_id, head.balance;
    return;
  end if;
  if signed < 0 and head.balance + signed < 0 and not p_may_be_negative then
    return query select 'insufficient', null::uuid, head.balance;
    return;
  end if;
  -- The same text as canonicalText in domain/ledger/transfer.ts: a test compares both.
  next_hash := encode(sha256(convert_to(concat_ws(E'\n', 'transfer 1', head.hash, p_id, p_volunteer_id, p_unit, head.sequence + 1, p_debit, p_credit, p_amount,
    head.balance + signed, p_reason, p_reference, coalesce(p_reverses_id::text, ''), p_organization_id, to_char(p_service_day, 'YYYY-MM-DD'),
    to_char(p_posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), p_request_key), 'UTF8')), 'hex');
  insert into ledger_transfers values (p_volunteer_id, p_unit, head.sequence + 1, p_id, p_debit, p_credit, p_amount, head.balance + signed, p_reason, p_reference,
    p_reverses_id, p_organization_id, p_service_day, p_posted_at, p_request_key, head.hash, next_hash);
  update ledger_heads h set sequence = head.sequence + 1, balance = head.balance + signed, hash = next_hash where h.volunteer_id = p_volunteer_id and h.unit = p_unit;
  insert into ledger_deltas values (p_volunteer_id, p_id, p_organization_id, p_unit, p_service_day, signed);
  return query select 'posted', p_id, head.balance + signed;
end $$;
comment on function ledger_post is 'Posts one transfer: locks the head, refuses a repeated key, a second reversal and a forbidden negative balance, chains, adds the delta';
