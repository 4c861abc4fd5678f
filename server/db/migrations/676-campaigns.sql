-- A recruiting campaign is made by an organisation before its link counts anybody (L83).
create table campaigns (
  id uuid primary key,
  organization_id uuid not null references organizations,
  name text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  constraint campaigns__name unique (organization_id, name)
);
comment on table campaigns is 'Recruiting campaigns: who registers by the link of one is counted to it';
alter table volunteers add column campaign_id uuid references campaigns;
comment on column volunteers.campaign_id is 'The campaign whose link was followed; campaign keeps its name as it was then';
comment on column volunteers.campaign is 'Name of the campaign the registration followed (L83); before campaigns were made, the words of the link';
create index volunteers__campaign_id on volunteers (campaign_id) where campaign_id is not null;
