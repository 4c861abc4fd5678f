-- A matter may be about a team and addressed to the body above it, so that the team itself does not read it.
alter table rights_matters add column about_organization_id uuid references organizations;
comment on column rights_matters.about_organization_id is 'The team that it is about, where it is addressed above that team; who works there neither reads nor answers it';
comment on column rights_matters.organization_id is 'Who is asked to answer: the team, or a body above it that the volunteer chose';

-- Whoever leads the organisation that is addressed answers it.
update roles set permissions = permissions || array['volunteers.rights']
where organization_id is null and name_zh in ('组织管理员', '队长') and not 'volunteers.rights' = any(permissions);
