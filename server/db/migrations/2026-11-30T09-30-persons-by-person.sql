-- Persons and volunteers lie by person. What lies everywhere or on the first machine cannot hold a key to them: the nightly check asks.
alter table sign_in_links drop constraint sign_in_links_person_id_fkey;
alter table phone_recoveries drop constraint phone_recoveries_person_id_fkey;
alter table demonstration_people drop constraint demonstration_people_person_id_fkey;
