-- Written anew in 635 it lost the setting that keeps its plan on the indexes (530).
alter function promote_waiting set enable_seqscan = off;
