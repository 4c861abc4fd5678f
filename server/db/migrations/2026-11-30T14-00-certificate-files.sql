-- Printed certificates lie in the store like all files; the next start brings them there.
insert into attachments (subject_id, id, subject, person_id, file_name, media_type, sha256, size_bytes, recorded_by, recorded_at)
select id, id, 'certificate', volunteer_id, number || '.pdf', 'application/pdf', encode(sha256(pdf), 'hex'), length(pdf), handled_by, issued_at
from certificates where length(pdf) > 0;
insert into blobs (sha256, size_bytes, kept_at)
select distinct encode(sha256(pdf), 'hex'), length(pdf), now() from certificates where length(pdf) > 0 on conflict do nothing;
insert into blobs_to_move (sha256, content)
select distinct on (1) encode(sha256(pdf), 'hex'), pdf from certificates where length(pdf) > 0 order by 1 on conflict do nothing;
alter table certificates drop column pdf;
