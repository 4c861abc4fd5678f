import { defaultStars, starsBody, starsTighter, type StarsBody } from '../organizations/rule-books/stars.ts';
import type { RuleKindEntry } from '../rule-kind.ts';

/** For how many minutes of the book a star is had. */
const stars: RuleKindEntry<StarsBody> = {
  zh: '星级',
  en: 'Stars',
  default_body: defaultStars,
  body: starsBody,
  tighter: starsTighter,
  decides_hours: false,
};

export const ledgerRuleKinds = { stars };
