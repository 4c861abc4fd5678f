-- P16: a ready-made role for who founds teams below an organisation and gives them their accounts. A new installation plants it
-- with the others; where they stand already it is added, with the rights of the organisation manager and that of founding.
insert into roles (id, name_zh, name_en, permissions, created_at)
select new_id(now()), '大队管理员', 'Brigade manager',
  array['organizations.read', 'projects.read', 'projects.write', 'projects.publish', 'projects.roster', 'records.check_in', 'records.confirm', 'records.propose', 'records.read',
    'volunteers.read', 'organizations.edit', 'volunteers.register', 'volunteers.edit', 'records.certify', 'accounts.grant', 'organizations.manage'], now()
where exists (select from settings where key = 'built_in_roles') and not exists (select from roles where name_zh = '大队管理员' and organization_id is null);
