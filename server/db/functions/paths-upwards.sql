-- The same as pathsUpwards in server/db/tree.ts, for statements that learn the path on the way.
create function paths_upwards(path text)
returns text[] language sql immutable parallel safe as $$
  select array_agg('/' || array_to_string(parts[1:depth], '/') || '/')
  from string_to_array(btrim(path, '/'), '/') as parts, generate_series(1, cardinality(parts)) as depth
$$;
comment on function paths_upwards is 'Paths of all ancestors and the organisation itself: "/1/7/" gives {/1/,/1/7/}';
