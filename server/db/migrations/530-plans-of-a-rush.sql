-- Plans are made when a connection first calls a function and are kept. On a new installation the tables are empty then, and reading
-- them whole looks cheap; it is not when thousands have come in the same minute. These find single rows, always by an index.

alter function records_stamp_all set enable_seqscan = off;
alter function records_stamp set enable_seqscan = off;
alter function sign_up_all set enable_seqscan = off;
alter function sign_up_for_shift set enable_seqscan = off;
alter function end_sign_up set enable_seqscan = off;
alter function promote_waiting set enable_seqscan = off;
alter function ledger_post set enable_seqscan = off;
