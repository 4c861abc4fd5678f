import type { ReactNode } from 'react';
import type { ActivityDraft } from './activity-draft.ts';

/** The project that a first activity begins: asked on the same page and made when the activity is saved. */
export type NewProject = {
  readonly fields: ReactNode;
  readonly problem: Error | null;
  readonly make: (draft: ActivityDraft) => Promise<string | undefined>;
};
