import type { RuleKindEntry } from '../rule-kind.ts';
import { defaultStatutory, statutoryBody, statutoryTighter, type StatutoryBody } from './rule-books/statutory.ts';

const statutory: RuleKindEntry<StatutoryBody> = {
  zh: '法定会议和制度',
  en: 'Statutory meetings and systems',
  default_body: defaultStatutory,
  body: statutoryBody,
  tighter: statutoryTighter,
  decides_hours: false,
};

export const organizationsRuleKinds = { statutory };
