alter table record_proposal_lines add column outcome jsonb;
comment on column record_proposal_lines.outcome is 'What stood before and what the decision did or would have done, as it was shown to whoever decided; null while it waits';
