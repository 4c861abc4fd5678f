-- Why an organisation ended stood in the audit trail alone; its page shows it.
alter table organizations add column dissolved_reason text;
comment on column organizations.dissolved_reason is 'Why it was dissolved or merged, as given with the decision; null while it stands';
update organizations o set dissolved_reason = (
  select e.reason from audit_events e where e.subject_type = 'organization' and e.subject_id = o.id::text and e.action in ('organizations.dissolve', 'organizations.merge') order by e.at desc limit 1)
where o.dissolved_on is not null;
