/** Which open shifts to show a person first, and why, in words. A ranking of offers, not a judgement of people. */
import { dayMs } from '../time.ts';
import { categoryNames, type Category } from './categories.ts';

export function distanceText(metres: number): { zh: string; en: string } {
  if (metres < 1000) {
    const rounded = Math.max(50, Math.round(metres / 50) * 50);
    return { zh: `${rounded} 米`, en: `${rounded} m` };
  }
  const kilometres = (metres / 1000).toFixed(metres < 10_000 ? 1 : 0);
  return { zh: `${kilometres} 公里`, en: `${kilometres} km` };
}

export type Offer = {
  readonly starts_at: Date;
  readonly category: Category;
  readonly skills: readonly string[];
  readonly capacity: number;
  readonly taken: number;
  readonly distance_metres: number | null;
};
export type Person = { readonly interests: readonly Category[]; readonly skills: readonly string[] };
export type Reason = {
  readonly code: 'skill' | 'near' | 'needed' | 'soon' | 'category';
  readonly points: number;
  readonly zh: string;
  readonly en: string;
};
export type Recommendation = { readonly score: number; readonly reasons: readonly Reason[] };

/** Weights in points of 100: skill 30, near 25, needed 20, category 15, soon 10. */
export function recommend(offer: Offer, person: Person, now: Date): Recommendation {
  const reasons: Reason[] = [];
  const skill = offer.skills.find((each) => person.skills.includes(each));
  if (skill !== undefined)
    reasons.push({ code: 'skill', points: 30, zh: `用得上您的“${skill}”`, en: `Uses your skill “${skill}”` });
  if (offer.distance_metres !== null && offer.distance_metres <= 5000) {
    const text = distanceText(offer.distance_metres);
    reasons.push({
      code: 'near',
      points: Math.round(25 * (1 - offer.distance_metres / 10_000)),
      zh: `离您 ${text.zh}`,
      en: `${text.en} from you`,
    });
  }
  const missing = offer.capacity - offer.taken;
  if (missing > 0 && offer.taken * 2 < offer.capacity)
    reasons.push({ code: 'needed', points: 20, zh: `还差 ${missing} 人`, en: `${missing} more people needed` });
  if (person.interests.includes(offer.category)) {
    reasons.push({
      code: 'category',
      points: 15,
      zh: `您关注${categoryNames[offer.category].zh}`,
      en: `You follow ${categoryNames[offer.category].en}`,
    });
  }
  const days = (offer.starts_at.getTime() - now.getTime()) / dayMs;
  if (days >= 0 && days <= 3)
    reasons.push({ code: 'soon', points: 10, zh: '三天内开始', en: 'Starts within three days' });
  reasons.sort((one, other) => other.points - one.points);
  return { score: reasons.reduce((sum, reason) => sum + reason.points, 0), reasons };
}
