-- The ledger by account: accounts of any owner, transactions of any number of legs that sum to zero in each unit, 64-bit amounts.
-- What volunteers hold moves along; hashes are made anew, since they hold accounts, legs and the path of the day from now on.

-- A chain that does not hold would be made to hold by hashing it anew: such books stay with the version before, whose `verify` names the row.
do $$
begin
  if exists (select from ledger_transfers where unit not in ('credit_minutes', 'honorary_minutes')) then
    raise exception 'There are points of no book of rules; nothing in the product gave any';
  end if;
  if exists (
    select from (
      select t.*, lag(t.hash, 1, repeat('0', 64)) over chain as hash_before,
        sum(case when t.credit_account = 'volunteer:' || t.volunteer_id then t.amount else -t.amount end) over chain as running
      from ledger_transfers t window chain as (partition by t.volunteer_id, t.unit order by t.sequence)) t
    where t.previous_hash <> t.hash_before or t.balance_after <> t.running
      or t.hash <> encode(sha256(convert_to(concat_ws(E'\n', 'transfer 1', t.previous_hash, t.id, t.volunteer_id, t.unit, t.sequence, t.debit_account, t.credit_account, t.amount, t.balance_after,
        t.reason, t.reference, coalesce(t.reverses_id::text, ''), t.organization_id, to_char(t.service_day, 'YYYY-MM-DD'),
        to_char(t.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), t.request_key), 'UTF8')), 'hex'))
  or exists (
    select from (select distinct on (volunteer_id, unit) volunteer_id, unit, sequence, balance_after, hash from ledger_transfers order by volunteer_id, unit, sequence desc) last
      full join (select * from ledger_heads where sequence > 0) head using (volunteer_id, unit)
    where (last.sequence, last.balance_after, last.hash) is distinct from (head.sequence, head.balance, head.hash)) then
    raise exception 'The ledger does not hold: run `npm run verify` with the version before this one';
  end if;
end $$;

create table ledger_accounts (
  owner_id uuid not null,
  account text not null,
  unit text not null,
  may_be_negative boolean not null,
  sequence bigint not null default 0,
  balance bigint not null default 0,
  hash text not null default repeat('0', 64),
  sealed_sequence bigint not null default 0,
  constraint ledger_accounts__owner_id_account_unit primary key (owner_id, account, unit),
  constraint ledger_accounts__account check (account ~ '^(volunteer|organization|station|shop|project|budget):' and split_part(account, ':', 2) = owner_id::text),
  constraint ledger_accounts__balance check (balance >= 0 or may_be_negative)
);
comment on table ledger_accounts is 'What an owner holds of a unit, and the last entry of its chain; its row lock serialises one owner''s postings and nobody else''s. Sources have no row';
comment on column ledger_accounts.account is 'Kind and id of the owner, such as volunteer:<id>, shop:<id>, budget:<id>';
comment on column ledger_accounts.unit is 'credit_minutes, honorary_minutes, points:<book>, pieces:<thing> or fen';
comment on column ledger_accounts.may_be_negative is 'When what was given is taken back; spending never takes an account below zero';
comment on column ledger_accounts.sealed_sequence is 'Where the chain stood at the last seal';
create index ledger_accounts__unsealed on ledger_accounts (owner_id) where sequence > sealed_sequence;

create table ledger_transactions (
  owner_id uuid not null,
  id uuid not null,
  owners uuid[] not null,
  reason text not null,
  reference text not null,
  reverses_id uuid,
  overturns_id uuid,
  organization_id uuid not null,
  organization_path text not null,
  service_day date not null,
  posted_at timestamptz(3) not null,
  request_key text not null,
  constraint ledger_transactions__owner_id_id primary key (owner_id, id),
  constraint ledger_transactions__owner_id_request_key unique (owner_id, request_key)
);
comment on table ledger_transactions is 'Posted once, never changed: a mistake is undone by a transaction with opposite legs. Each owner that takes part has the row';
comment on column ledger_transactions.owners is 'All owners that take part, in order: where its legs lie';
comment on column ledger_transactions.reference is 'What it rests on, such as service_record:<id>';
comment on column ledger_transactions.overturns_id is 'The reversal that this takes back; that one names the original';
comment on column ledger_transactions.organization_id is 'For whose totals it counts';
comment on column ledger_transactions.organization_path is 'Where that organisation stood on the day';
comment on column ledger_transactions.service_day is 'Day of the service; a reversal carries that of its original, so that sums as of a date never move';
comment on column ledger_transactions.posted_at is 'To the millisecond, as in the hashed text';
create unique index ledger_transactions__owner_id_reverses_id on ledger_transactions (owner_id, reverses_id) where reverses_id is not null;
create unique index ledger_transactions__owner_id_overturns_id on ledger_transactions (owner_id, overturns_id) where overturns_id is not null;
create index ledger_transactions__organization_path_service_day on ledger_transactions (organization_path text_pattern_ops, service_day);

create table ledger_legs (
  owner_id uuid not null,
  transaction_id uuid not null,
  account text not null,
  unit text not null,
  amount bigint not null,
  sequence bigint,
  balance_after bigint,
  previous_hash text,
  hash text,
  constraint ledger_legs__owner_id_transaction_id_account_unit primary key (owner_id, transaction_id, account, unit),
  constraint ledger_legs__amount check (amount <> 0),
  constraint ledger_legs__hash check (num_nulls(sequence, balance_after, previous_hash, hash) = case when account like 'source:%' then 4 else 0 end)
);
comment on table ledger_legs is 'What a transaction adds to or takes from an account; they sum to zero in each unit. Legs of held accounts are chained, those of sources are not';
comment on column ledger_legs.owner_id is 'Where the leg lies: the owner of its account, or for a source the owner that it feeds';
comment on column ledger_legs.sequence is '1, 2, 3 … within account and unit: the place in the chain';
comment on column ledger_legs.hash is 'SHA-256 of the canonical text, which begins with the hash before and ends with all legs of the transaction';
create unique index ledger_legs__owner_id_account_unit_sequence on ledger_legs (owner_id, account, unit, sequence) where sequence is not null;

create function ledger_hash(given_hash text, given_account text, given_unit text, given_sequence bigint, given_balance bigint, given ledger_transactions, given_legs text)
returns text language sql stable as $$
  -- The same text as canonicalText in domain/ledger/transaction.ts: a test compares both.
  select encode(sha256(convert_to(concat_ws(E'\n', 'entry 1', given_hash, given_account, given_unit, given_sequence, given_balance, given.id, array_to_string(given.owners, ' '), given.reason, given.reference,
    coalesce(given.reverses_id::text, ''), coalesce(given.overturns_id::text, ''), given.organization_id, given.organization_path, to_char(given.service_day, 'YYYY-MM-DD'),
    to_char(given.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), given.request_key, given_legs), 'UTF8')), 'hex')
$$;
comment on function ledger_hash is 'The hash of an entry from the hash before, its account, its transaction and the lines of all legs';

-- Headers and sources as they were; then the chains, entry by entry of all accounts at once.
insert into ledger_transactions (owner_id, id, owners, reason, reference, reverses_id, organization_id, organization_path, service_day, posted_at, request_key)
select t.volunteer_id, t.id, array[t.volunteer_id], t.reason, t.reference, t.reverses_id, t.organization_id, coalesce(r.organization_path, o.path, '/'), t.service_day, t.posted_at, t.request_key
from ledger_transfers t left join service_records r on r.volunteer_id = t.volunteer_id and r.transfer_id = coalesce(t.reverses_id, t.id)
  left join organizations o on o.id = t.organization_id;
insert into ledger_legs (owner_id, transaction_id, account, unit, amount)
select volunteer_id, id, 'source:organization:' || organization_id, unit, case when credit_account = 'volunteer:' || volunteer_id then -amount else amount end from ledger_transfers;
do $$
begin
  for place in 1 .. (select coalesce(max(sequence), 0) from ledger_transfers) loop
    insert into ledger_legs (owner_id, transaction_id, account, unit, amount, sequence, balance_after, previous_hash, hash)
    select t.volunteer_id, t.id, t.account, t.unit, t.signed, t.sequence, t.balance_after, t.hash_before,
      ledger_hash(t.hash_before, t.account, t.unit, t.sequence, t.balance_after, t.header, concat_ws(E'\n', 'source:organization:' || t.organization_id || ' ' || t.unit || ' ' || -t.signed, t.account || ' ' || t.unit || ' ' || t.signed))
    from (
      select t.volunteer_id, t.id, t.unit, t.sequence, t.balance_after, t.organization_id, 'volunteer:' || t.volunteer_id as account, header, coalesce(before.hash, repeat('0', 64)) as hash_before,
        case when t.credit_account = 'volunteer:' || t.volunteer_id then t.amount else -t.amount end as signed
      from ledger_transfers t join ledger_transactions header on header.owner_id = t.volunteer_id and header.id = t.id
        left join ledger_legs before on before.owner_id = t.volunteer_id and before.account = 'volunteer:' || t.volunteer_id and before.unit = t.unit and before.sequence = t.sequence - 1
      where t.sequence = place) t;
  end loop;
end $$;
insert into ledger_accounts (owner_id, account, unit, may_be_negative, sequence, balance, hash, sealed_sequence)
select h.volunteer_id, 'volunteer:' || h.volunteer_id, h.unit, false, h.sequence, h.balance, coalesce(l.hash, repeat('0', 64)), h.sealed_sequence
from ledger_heads h left join ledger_legs l on l.owner_id = h.volunteer_id and l.account = 'volunteer:' || h.volunteer_id and l.unit = h.unit and l.sequence = h.sequence;

-- Seals over the same heads, with their new hashes; each night's root follows from the one before.
alter table ledger_sealed_heads rename to ledger_former_sealed_heads;
create table ledger_sealed_heads (
  owner_id uuid not null,
  account text not null,
  unit text not null,
  seal_number int not null,
  sequence bigint not null,
  hash text not null,
  constraint ledger_sealed_heads__owner_id_account_unit_seal_number primary key (owner_id, account, unit, seal_number)
);
comment on table ledger_sealed_heads is 'What each seal covered, so that it can be computed again';
insert into ledger_sealed_heads (owner_id, account, unit, seal_number, sequence, hash)
select s.volunteer_id, l.account, s.unit, s.seal_number, s.sequence, l.hash
from ledger_former_sealed_heads s join ledger_legs l on l.owner_id = s.volunteer_id and l.account = 'volunteer:' || s.volunteer_id and l.unit = s.unit and l.sequence = s.sequence;
do $$
declare
  seal record;
  root_before text := repeat('0', 64);
begin
  for seal in select number, sealed_on, audit_root from ledger_seals order by number loop
    update ledger_seals set previous_root = root_before, head_count = covered.heads,
      root = encode(sha256(convert_to(concat_ws(E'\n', 'seal 3', root_before, to_char(seal.sealed_on, 'YYYY-MM-DD'), seal.audit_root, covered.heads, covered.lines), 'UTF8')), 'hex')
    from (select count(*) as heads, string_agg(line, E'\n' order by line collate "C") as lines
      from (select concat_ws(' ', account, unit, sequence, hash) as line from ledger_sealed_heads where seal_number = seal.number) each) covered
    where number = seal.number
    returning root into root_before;
  end loop;
end $$;
drop table ledger_former_sealed_heads;
create index ledger_sealed_heads__seal_number on ledger_sealed_heads (seal_number);

alter table ledger_deltas rename column volunteer_id to owner_id;
alter table ledger_deltas rename column transfer_id to transaction_id;
alter table ledger_deltas alter column amount type bigint;
alter table ledger_deltas drop constraint ledger_deltas__volunteer_id_transfer_id, add constraint ledger_deltas__owner_id_transaction_id_unit primary key (owner_id, transaction_id, unit);
comment on table ledger_deltas is 'What volunteers were given, signed, not yet folded into the totals; a read adds them, so a total always equals its list';

drop function ledger_post;
drop table ledger_transfers, ledger_heads;

create type ledger_given_leg as (owner_id uuid, account text, unit text, amount bigint, may_be_negative boolean);
comment on type ledger_given_leg is 'A leg of a transaction to be posted, and with which owner it lies';

-- The only statement that posts: one owner's part of a transaction. It guards and writes; what is posted was decided before, in domain/ledger.
-- Posting leg by leg: most transactions have one held account, and a statement for all at once costs more than a few for one.
create function ledger_post(given_owner_id uuid, given json)
returns table (outcome text, transaction_id uuid, account text, unit text, balance bigint) language plpgsql as $$
#variable_conflict use_column
declare
  header ledger_transactions := json_populate_record(null::ledger_transactions, given);
  given_legs ledger_given_leg[];
  leg ledger_given_leg;
  leg_lines text;
  earlier ledger_transactions;
  head ledger_accounts;
  heads ledger_accounts[] := '{}';
  place int := 0;
  next_hash text;
begin
  header.owner_id := given_owner_id;
  select array_agg(l order by l.account collate "C", l.unit collate "C"), string_agg(concat_ws(' ', l.account, l.unit, l.amount), E'\n' order by l.account collate "C", l.unit collate "C")
    into given_legs, leg_lines from json_populate_recordset(null::ledger_given_leg, given -> 'legs') l;
  -- Two legs of one unit are opposite or are not; more of them are added up
  if cardinality(given_legs) = 2 and given_legs[1].unit = given_legs[2].unit then
    if given_legs[1].amount <> -given_legs[2].amount then outcome := 'unbalanced'; end if;
  elsif exists (select from unnest(given_legs) l group by l.unit having sum(l.amount) <> 0) then
    outcome := 'unbalanced';
  end if;
  if outcome is not null then return next; return; end if;

  foreach leg in array given_legs loop
    continue when leg.owner_id <> given_owner_id or leg.account like 'source:%';
    select * into head from ledger_accounts a where a.owner_id = given_owner_id and a.account = leg.account and a.unit = leg.unit for update;
    if not found then
      insert into ledger_accounts (owner_id, account, unit, may_be_negative) values (given_owner_id, leg.account, leg.unit, leg.may_be_negative) on conflict do nothing;
      select * into head from ledger_accounts a where a.owner_id = given_owner_id and a.account = leg.account and a.unit = leg.unit for update;
    end if;
    heads := heads || head;
  end loop;

  select * into earlier from ledger_transactions t where t.owner_id = given_owner_id and t.request_key = header.request_key;
  if found then
    return query select case when (earlier.reference, earlier.service_day, earlier.organization_id, earlier.owners) = (header.reference, header.service_day, header.organization_id, header.owners)
        and not exists (
          select from (select * from unnest(given_legs) g where g.owner_id = given_owner_id) g
            full join (select * from ledger_legs k where k.owner_id = given_owner_id and k.transaction_id = earlier.id) k on k.account = g.account and k.unit = g.unit
          where k.amount is distinct from g.amount)
        then 'repeated' else 'key_reused' end, earlier.id, k.account, k.unit, k.balance_after
      from ledger_legs k where k.owner_id = given_owner_id and k.transaction_id = earlier.id and k.sequence is not null;
    return;
  end if;
  if header.reverses_id is not null and exists (select from ledger_transactions t where t.owner_id = given_owner_id and t.reverses_id = header.reverses_id) then
    outcome := 'already_reversed';
  elsif header.overturns_id is not null and exists (select from ledger_transactions t where t.owner_id = given_owner_id and t.overturns_id = header.overturns_id) then
    outcome := 'already_overturned';
  end if;
  if outcome is not null then return next; return; end if;

  foreach leg in array given_legs loop
    continue when leg.owner_id <> given_owner_id or leg.account like 'source:%';
    place := place + 1;
    head := heads[place];
    if leg.amount < 0 and head.balance + leg.amount < 0 and not (head.may_be_negative and header.reason in ('reversal', 'elimination')) then
      outcome := 'insufficient';
    elsif abs(head.balance::numeric + leg.amount) > 9007199254740991 then
      outcome := 'too_large';
    end if;
    if outcome is not null then
      account := leg.account; unit := leg.unit; balance := head.balance;
      return next;
      return;
    end if;
  end loop;

  insert into ledger_transactions select header.*;
  place := 0;
  foreach leg in array given_legs loop
    continue when leg.owner_id <> given_owner_id;
    if leg.account like 'source:%' then
      insert into ledger_legs (owner_id, transaction_id, account, unit, amount) values (given_owner_id, header.id, leg.account, leg.unit, leg.amount);
      continue;
    end if;
    place := place + 1;
    head := heads[place];
    outcome := 'posted'; transaction_id := header.id; account := leg.account; unit := leg.unit; balance := head.balance + leg.amount;
    next_hash := ledger_hash(head.hash, leg.account, leg.unit, head.sequence + 1, head.balance + leg.amount, header, leg_lines);
    insert into ledger_legs values (given_owner_id, header.id, leg.account, leg.unit, leg.amount, head.sequence + 1, head.balance + leg.amount, head.hash, next_hash);
    update ledger_accounts a set sequence = head.sequence + 1, balance = head.balance + leg.amount, hash = next_hash
      where a.owner_id = given_owner_id and a.account = leg.account and a.unit = leg.unit;
    if leg.account like 'volunteer:%' then
      insert into ledger_deltas (owner_id, transaction_id, organization_id, unit, service_day, amount)
        values (given_owner_id, header.id, header.organization_id, leg.unit, header.service_day, leg.amount);
    end if;
    return next;
  end loop;
end $$;
comment on function ledger_post is 'Posts one owner''s part of a transaction: locks its accounts, refuses legs that do not sum to zero, a repeated key, a second reversal and a forbidden negative balance, chains, adds the deltas';
-- as each statement finds few rows by their index, whatever a plan made on empty tables thinks
alter function ledger_post set enable_seqscan = off;
