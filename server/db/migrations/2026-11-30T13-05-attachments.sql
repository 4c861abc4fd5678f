-- Files of anything stand in one table; their bytes lie in a store outside the database, under the hash of what they hold.
create table attachments (
  subject_id uuid not null,
  id uuid not null,
  subject text not null,
  person_id uuid,
  file_name text not null,
  media_type text not null,
  sha256 text not null,
  size_bytes bigint not null,
  width integer,
  height integer,
  small_sha256 text,
  picture_hash text,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (subject_id, id)
);
comment on table attachments is 'Files: what each hangs on, and what it is; the bytes lie in the store';
comment on column attachments.subject is 'Of which kind the subject is, such as organization_document';
comment on column attachments.person_id is 'Whose file it is, and with whom it goes; none where it is of no one person';
comment on column attachments.sha256 is 'Of the bytes that are kept; of a picture those that the platform drew';
comment on column attachments.small_sha256 is 'Of the small picture';
comment on column attachments.picture_hash is '64 bits in hexadecimal; pictures that look alike differ in few of them';
create index attachments__sha256 on attachments (sha256);
create index attachments__small_sha256 on attachments (small_sha256) where small_sha256 is not null;
create index attachments__person_id on attachments (person_id) where person_id is not null;

create table blobs (
  sha256 text primary key,
  size_bytes bigint not null,
  kept_at timestamptz not null
);
comment on table blobs is 'What lies in the store, whoever names it; what nothing names is removed after a day';
comment on column blobs.kept_at is 'When somebody last brought these bytes';

create table uploads (
  id uuid primary key,
  person_id uuid not null,
  subject text not null,
  file_name text not null,
  size_bytes bigint not null,
  begun_at timestamptz not null,
  sha256 text,
  kept_bytes bigint,
  media_type text,
  width integer,
  height integer,
  small_sha256 text,
  picture_hash text
);
comment on table uploads is 'Files on their way, and those that nothing has taken up yet; they go after a day';
comment on column uploads.sha256 is 'Of what is kept; nothing until all pieces are there and the file was looked at';
comment on column uploads.kept_bytes is 'Of what is kept: a picture is drawn anew';
create index uploads__person_id on uploads (person_id);
create index uploads__begun_at on uploads (begun_at);

create table upload_pieces (
  upload_id uuid not null references uploads,
  from_byte bigint not null,
  size_bytes bigint not null,
  sha256 text not null,
  primary key (upload_id, from_byte)
);
comment on table upload_pieces is 'Pieces of files on their way, each in the store under its own hash';
create index upload_pieces__sha256 on upload_pieces (sha256);

create table blobs_to_move (
  sha256 text primary key,
  content bytea not null
);
comment on table blobs_to_move is 'Bytes that an upgrade took out of other tables; the next start brings them to the store';

-- Documents of organisations
insert into attachments (subject_id, id, subject, file_name, media_type, sha256, size_bytes, recorded_by, recorded_at)
select id, id, 'organization_document', file_name, media_type, encode(sha256(content), 'hex'), length(content), recorded_by, recorded_at from organization_documents;
insert into blobs_to_move (sha256, content)
select distinct on (1) encode(sha256(content), 'hex'), content from organization_documents order by 1;
insert into blobs (sha256, size_bytes, kept_at) select sha256, length(content), now() from blobs_to_move;
alter table organization_documents drop column content, drop column media_type, drop column file_name;
