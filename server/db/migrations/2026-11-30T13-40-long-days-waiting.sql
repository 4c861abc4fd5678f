-- What waits for a decision is asked for by everybody who decides, every minute: it is found without reading all records.
create index service_records__waiting on service_records (state) where state in ('awaiting_parent', 'awaiting_province');
