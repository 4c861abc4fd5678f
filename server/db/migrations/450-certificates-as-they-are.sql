-- A PDF is compressed already: the database need not try again.
alter table certificates alter column pdf set storage external;
