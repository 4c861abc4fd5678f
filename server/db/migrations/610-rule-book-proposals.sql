create table rule_book_proposals (
  id uuid primary key,
  organization_id uuid not null references organizations,
  kind text not null,
  title text not null,
  citing_document text not null,
  reason text not null default '',
  body jsonb not null,
  is_locked boolean not null,
  valid_from date not null,
  valid_until date,
  is_backdated boolean not null,
  loosened text[] not null,
  need text not null check (need in ('nobody', 'second', 'superior', 'top')),
  replaced jsonb not null,
  state text not null check (state in ('waiting', 'issued', 'refused', 'withdrawn')),
  proposed_by uuid,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decided_reason text,
  rule_book_id uuid references rule_books
);
comment on table rule_book_proposals is 'A rule book as it was proposed, who must agree, and what became of it; every issued book has one';
comment on column rule_book_proposals.is_backdated is 'Whether it was asked to begin before the day on which it was proposed';
comment on column rule_book_proposals.loosened is 'Fields that are looser than what stood or would stand otherwise, when proposed and again when decided';
comment on column rule_book_proposals.need is 'Who must agree: nobody else, a second person, the level above, or two more at the top of the tree';
comment on column rule_book_proposals.replaced is 'The book that decided at the place before it, with its body, as it was when proposed or decided';
create unique index rule_book_proposals__organization_id_kind on rule_book_proposals (organization_id, kind) where state = 'waiting';
create index rule_book_proposals__rule_book_id on rule_book_proposals (rule_book_id);

create table rule_book_approvals (
  proposal_id uuid not null references rule_book_proposals,
  person_id uuid not null,
  reason text not null,
  approved_at timestamptz not null,
  constraint rule_book_approvals__proposal_id_person_id primary key (proposal_id, person_id)
);
comment on table rule_book_approvals is 'Who agreed to a proposed rule book; never its proposer, and nobody twice';
