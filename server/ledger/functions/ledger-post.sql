-- The only statement that posts: one owner's part of a transaction. It guards and writes; what is posted was decided before, in domain/ledger.
-- Posting leg by leg: most transactions have one held account, and a statement for all at once costs more than a few for one.
-- A connection makes the plans of a function at its first call and keeps them. On a new installation the tables are empty then, and
-- reading them whole looks cheap; it is not when thousands have come in the same minute. So it always goes by an index.
create function ledger_post(given_owner_id uuid, given json)
returns table (outcome text, transaction_id uuid, account text, unit text, balance bigint) language plpgsql set enable_seqscan = off as $$
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
