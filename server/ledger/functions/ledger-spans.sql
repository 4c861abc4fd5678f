create function ledger_spans(p_day date)
returns table (span text, starts_on date) language sql immutable as $$
  values ('day', p_day), ('month', date_trunc('month', p_day::timestamp)::date), ('year', date_trunc('year', p_day::timestamp)::date)
$$;
comment on function ledger_spans is 'The three totals that a day belongs to';
