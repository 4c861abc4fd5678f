-- A change that waits can be taken back by who asked for it.

comment on column shift_changes.decision is 'done (no approval needed), approved, returned, withdrawn (by who asked); null while it waits';
