-- Who leads a published activity can change, by the same record and the same approval as its shifts.

alter table shift_changes add column leaders jsonb;
comment on table shift_changes is 'Shifts added, moved, resized or cancelled, or other leaders, after publishing; what the rule book wants looked at waits here and touches nothing until it is approved';
comment on column shift_changes.kind is 'added, moved, resized, cancelled, led';
comment on column shift_changes.shifts is 'Each shift as it shall be, with the time it had in from; of a change of leaders, the shifts they lead';
comment on column shift_changes.leaders is 'Of a change of leaders: who led (from) and who shall (to), the one in charge first';
