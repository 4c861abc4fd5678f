-- Totals of an organisation with all below it, by day, month and year: a county's year is one row, however many teams,
-- days and records stand behind it.

alter table ledger_totals rename to ledger_own_totals;

create table ledger_totals (
  organization_id uuid not null,
  span text not null,
  starts_on date not null,
  unit text not null,
  amount bigint not null,
  constraint ledger_totals__organization_id_span_starts_on_unit primary key (organization_id, span, starts_on, unit),
  constraint ledger_totals__span check (span in ('day', 'month', 'year'))
);
comment on table ledger_totals is 'Sums of an organisation and all below it as the tree stands now, folded from deltas by a job: no hot row is shared while people check in';
comment on column ledger_totals.span is 'day, month or year: how long the total counts from its first day';

create function ledger_spans(p_day date) returns table (span text, starts_on date) language sql immutable as $$
  values ('day', p_day), ('month', date_trunc('month', p_day::timestamp)::date), ('year', date_trunc('year', p_day::timestamp)::date)
$$;
comment on function ledger_spans is 'The three totals that a day belongs to';

insert into ledger_totals (organization_id, span, starts_on, unit, amount)
select above.id, s.span, s.starts_on, t.unit, sum(t.amount)
from ledger_own_totals t join organizations o on o.id = t.organization_id
  join organizations above on above.ordinal = any(string_to_array(btrim(o.path, '/'), '/')::int[])
  cross join lateral ledger_spans(t.service_day) s
group by above.id, s.span, s.starts_on, t.unit;
drop table ledger_own_totals;

create function ledger_totals_follow(p_organization_id uuid, p_from text[], p_to text[]) returns void language plpgsql as $$
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
