create function ledger_totals_follow(p_organization_id uuid, p_from text[], p_to text[])
returns void language plpgsql as $$
begin
  -- Folding reads the tree: it comes wholly before this move or wholly after it. Reading goes on.
  lock table ledger_totals in share row exclusive mode;
  insert into ledger_totals (organization_id, span, starts_on, unit, amount)
  select above.id, t.span, t.starts_on, t.unit, case when above.path = any(p_to) then t.amount else -t.amount end
  from organizations above join ledger_totals t on t.organization_id = p_organization_id
  where above.path = any(p_from || p_to) and (above.path = any(p_from)) <> (above.path = any(p_to))
  on conflict (organization_id, span, starts_on, unit) do update set amount = ledger_totals.amount + excluded.amount;
end $$;
comment on function ledger_totals_follow is 'An organisation has moved: its totals leave the superiors it had (their paths) and join those it has now';
