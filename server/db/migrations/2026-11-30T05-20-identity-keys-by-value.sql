-- A key is found by its value, wherever the person lies: the keyed hash decides which machine holds it.
alter table identity_keys drop constraint identity_keys__kind_index;
alter table identity_keys add constraint identity_keys__index_kind primary key (index, kind);
create index identity_keys__person_id on identity_keys (person_id);
