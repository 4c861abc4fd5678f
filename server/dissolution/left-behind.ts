import { accountsLeft } from '../accounts/left-behind.ts';
import type { LaterNouns } from '../later-nouns.ts';
import { organizationsLeft, type LeftBehind } from '../organizations/left-behind.ts';
import { projectsLeft } from '../projects/left-behind.ts';
import { recordsLeft } from '../records/left-behind.ts';
import { volunteersLeft } from '../volunteers/left-behind.ts';

/** What each noun keeps at an organisation, settled in this order when it ends: children first, the rights of those who settle it last. */
export const leftBehind = (later: LaterNouns): readonly LeftBehind[] => [
  organizationsLeft,
  volunteersLeft,
  projectsLeft(later),
  recordsLeft,
  accountsLeft,
];
