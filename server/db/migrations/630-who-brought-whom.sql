-- Who ever gave a role to whom is looked up through ended grants as well.
create index role_grants__brought_in on role_grants (person_id, granted_by) where granted_by is not null;
