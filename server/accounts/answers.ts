import type { LaterNouns } from '../later-nouns.ts';
import { mayBeginAlone } from './roles/begin-alone.ts';

/** What the nouns before accounts ask of it. */
export const accountsAnswers = { mayBeginAlone } satisfies Partial<LaterNouns>;
