-- How an organisation is reached: printed on its certificates as 联系电话.
alter table organizations add column contact_phone text;
comment on column organizations.contact_phone is 'Phone of the organisation as printed on certificates and shown to who is signed in; null until somebody there gives it';
alter table certificates alter column person_in_charge drop not null;
comment on column certificates.person_in_charge is 'Who signs as in charge; null where nobody holds the right to certify at the issuer';
