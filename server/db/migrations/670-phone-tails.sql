-- Four digits are what people know of a phone, and what every list shows of it.
create index persons__phone_tail on persons (right(phone_hint, 4)) where phone_hint is not null;
