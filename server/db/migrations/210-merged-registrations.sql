create index volunteers__merged_into on volunteers (merged_into) where merged_into is not null;
alter table volunteers add constraint volunteers__merged_into check (merged_into <> id);
comment on column volunteers.merged_into is 'The registration of the same person that stays; never itself merged further. Service, ledger and certificates keep the id they were recorded under, and reads of a person go over all registrations';
