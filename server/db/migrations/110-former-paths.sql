-- Which organisation had a path before it moved, so that it still finds what it recorded there.

create table former_paths (
  path text primary key,
  organization_id uuid not null references organizations,
  left_at timestamptz not null
);
comment on table former_paths is 'Paths that organisations had before they moved. A path ends in the number of its organisation, so no other can ever have it';
create index former_paths__path_below on former_paths (path text_pattern_ops);
create index former_paths__organization_id on former_paths (organization_id);
