-- History keeps what an organisation counted as, not only what it was called and where it hung.

alter table organization_versions add column is_league_led boolean;
alter table organization_versions add column level text;

-- Earlier versions had what the next change of guidance says it was before; without such a change it never was anything else.
update organization_versions v set
  level = o.level,
  is_league_led = coalesce((
    select (e.before ->> 'is_league_led')::boolean
    from organization_versions n join audit_events e
      on e.subject_id = n.organization_id::text and e.action = 'organizations.guide' and e.at = n.recorded_at
    where n.organization_id = v.organization_id and n.cause = 'guiding changed' and n.valid_from > v.valid_from
    order by n.valid_from limit 1), o.is_league_led)
from organizations o where o.id = v.organization_id;

alter table organization_versions alter column is_league_led set not null;
alter table organization_versions alter column is_league_led set default false;
comment on column organization_versions.is_league_led is 'Whether it counted as league-led in these days (G03)';
comment on column organization_versions.level is 'Where it worked in these days';
create index organization_versions__path on organization_versions (path text_pattern_ops);
