-- What an erasure left until now: the title of a matter in messages to staff, and a sheet that the nightly job had not come to yet.
update notices set params = '{}' where kind = 'volunteers.matter_filed';
update certificates set pdf = '' where length(pdf) > 0 and volunteer_id = any(array(
  select id from volunteers where coalesce(merged_into, id) = any(array(select id from persons where erased_at is not null))));
