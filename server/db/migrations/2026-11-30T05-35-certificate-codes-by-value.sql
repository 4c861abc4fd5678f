-- A certificate is found by the code that it prints, wherever its holder lies: the code decides which machine holds the way to it.
-- A number is taken from the counter of its issuer; that each is there once is asked by the nightly check.
alter table certificate_codes drop constraint certificate_codes__number;
create index certificate_codes__number on certificate_codes (number);
