-- A list shows the latest twenty of a scope: where the scope is large, walking the activities in that order and leaving
-- out the others is cheaper than sorting all of the scope.
create index activities__starts_at_id on activities (starts_at, id);
