/** What is not volunteer service, found by words. A word is a reason to look, so the trace names it. */
import type { NotServiceKind, PublishingLimits } from '../organizations/rule-books/publishing-limits.ts';

export function findNotService(text: string, limits: PublishingLimits): { word: string; kind: NotServiceKind } | null {
  for (const kind of limits.not_service) {
    const word = kind.words.find((each) => text.includes(each));
    if (word !== undefined && !kind.unless.some((each) => text.includes(each))) return { word, kind };
  }
  return null;
}
