-- Every kind of running number is counted in one table; what was given goes on where it stands.
create table number_series (
  issuer text not null,
  kind text not null,
  year int not null,
  last_number bigint not null,
  constraint number_series__issuer_kind_year primary key (issuer, kind, year),
  constraint number_series__year check (year = 0 or year between 1900 and 2199),
  constraint number_series__last_number check (last_number > 0)
);
comment on table number_series is 'Running numbers by issuer, kind and year: the row is locked from when a number is taken until the commit';
comment on column number_series.issuer is 'Id of the organisation, or what else gives numbers of its own: of volunteer numbers the first four digits of the division';
comment on column number_series.kind is 'noun and what is numbered, such as records.certificate';
comment on column number_series.year is 'Of the day that the numbered document says; 0 where the series never begins anew';
comment on column number_series.last_number is 'Given last; 1 to this were given, each once';
insert into number_series (issuer, kind, year, last_number) select organization_id::text, 'records.certificate', year, last_number from certificate_series;
insert into number_series (issuer, kind, year, last_number) select prefix, 'volunteers.number', 0, last_number from volunteer_number_counters;
drop table certificate_series;
drop table volunteer_number_counters;
