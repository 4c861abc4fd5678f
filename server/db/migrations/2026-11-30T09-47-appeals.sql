comment on table record_proposals is 'A correction, back-fill, import or appeal against a strike: handled by one person and decided by another, neither of them its subject; who struck has no say in an appeal';
comment on column service_records.transfer_id is 'The transfer it rests on: the one that confirmed it, or the one by which an appeal overturned its strike';
