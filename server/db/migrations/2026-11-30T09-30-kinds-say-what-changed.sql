-- What was changed is named as the actions are (change_capacity, change_leaders); a record is reversed, as its state says.
update activity_changes set kind = 'capacity_changed' where kind = 'resized';
update activity_changes set kind = 'leaders_changed' where kind = 'led';
comment on column activity_changes.kind is 'added, moved, capacity_changed, leaders_changed, cancelled';
comment on table activity_changes is 'Shifts added, moved or cancelled, other places or leaders, after publishing; what the rule book wants looked at waits here and touches no shift until then';
update notices set kind = 'records.reversed' where kind = 'records.eliminated';
