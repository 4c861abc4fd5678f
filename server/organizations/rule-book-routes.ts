import * as contract from '../../contract/rule-books.ts';
import type { Routes } from '../http/mount.ts';
import { issueRuleBook } from './issue-rule-book.ts';
import { readRuleBook, ruleBooksAt } from './rule-book-queries.ts';

export const ruleBookRoutes: Routes = (mount) => {
  mount(contract.listRuleBooks, ({ reader, actor, query, now }) => ruleBooksAt(reader, actor, query.organization_id, query.on, now));
  mount(contract.readRuleBook, ({ reader, params, now }) => readRuleBook(reader, params.rule_book_id, now));
  mount(contract.issueRuleBook, ({ write, params, body }) => write((writer) => issueRuleBook(writer, { ...params, ...body })));
};
