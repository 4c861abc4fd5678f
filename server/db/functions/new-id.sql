-- Ids as the application makes them (domain/id.ts), for rows that a statement makes for many people: notices are listed by
-- their ids, so an id without time in it would stand anywhere in the list. Of one millisecond they have no order.
create function new_id(moment timestamptz)
returns uuid language sql parallel safe as $$
  select encode(set_bit(set_bit(
    overlay(uuid_send(gen_random_uuid()) placing substring(int8send(floor(extract(epoch from moment) * 1000)::bigint) from 3) from 1 for 6),
    52, 1), 53, 1), 'hex')::uuid
$$;
comment on function new_id is 'A UUIDv7 of this moment';
