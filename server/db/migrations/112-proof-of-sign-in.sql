-- How somebody proved who they are: which browser asked for a code, and by what a session began.

delete from sign_in_codes; -- none lives longer than five minutes, and those sent before belong to no browser
alter table sign_in_codes add column browser_hash bytea not null;
comment on column sign_in_codes.browser_hash is 'Keyed hash of the random value in the cookie of the browser that asked: the code is good there alone';

alter table sessions add column signed_in_by text not null default 'password';
comment on column sessions.signed_in_by is 'code, password or demonstration: a forgotten password is replaced soon after a sign-in by code';
