import * as contract from '../../contract/organizations/rule-books.ts';
import type { Routes } from '../http/mount.ts';
import { decideRuleBook } from './rule-books/decide-rule-book.ts';
import { proposeRuleBook } from './rule-books/propose-rule-book.ts';
import { readRuleBookProposal, ruleBookProposals } from './rule-books/rule-book-proposal-queries.ts';
import { readRuleBook, ruleBooksAt } from './rule-books/rule-book-queries.ts';

export const ruleBookRoutes: Routes = (mount) => {
  mount(contract.listRuleBooks, ({ reader, actor, query, now }) =>
    ruleBooksAt(reader, actor, query.organization_id, query.on, now),
  );
  mount(contract.readRuleBook, ({ reader, params, now }) => readRuleBook(reader, params.rule_book_id, now));
  mount(contract.proposeRuleBook, ({ write, params, body }) =>
    write((writer) => proposeRuleBook(writer, { ...params, ...body })),
  );
  mount(contract.listRuleBookProposals, ({ reader, actor, query }) => ruleBookProposals(reader, actor, query));
  mount(contract.readRuleBookProposal, ({ reader, actor, params }) =>
    readRuleBookProposal(reader, actor, params.proposal_id),
  );
  mount(contract.decideRuleBook, ({ write, params, body }) =>
    write((writer) => decideRuleBook(writer, { ...params, ...body })),
  );
};
