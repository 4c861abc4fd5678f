/** People who came in by the front access, with a phone of their own. */
import { sessionCookie } from '../http/load-actor.ts';
import type { TestAnswer, TestPerson } from '../testing/test-app.ts';
import { next } from './row.ts';
import type { World } from './world.ts';

export const newPhone = (): string => `139${String(20_000_000 + next())}`;

export async function codeFor(
  world: World,
  phone: string,
  purpose: 'sign_in' | 'change_phone' = 'sign_in',
): Promise<string> {
  const answer = await world.t.app.inject({
    method: 'POST',
    url: '/api/sign-in/codes',
    payload: { phone, purpose },
    cookies: world.t.browser,
    remoteAddress: freshAddress(),
  });
  return (answer.json() as { shown_code: string }).shown_code;
}

/** The limit per network counts as one what comes from one address; subjects come from many. */
export function freshAddress(): string {
  const number = next();
  return `10.${Math.floor(number / 65_536) % 256}.${Math.floor(number / 256) % 256}.${number % 256}`;
}

export type SignedUp = TestPerson & { readonly phone: string };

export async function signedUp(world: World, phone: string = newPhone()): Promise<SignedUp> {
  const code = await codeFor(world, phone);
  const answer = await world.t.app.inject({
    method: 'POST',
    url: '/api/sign-in/code',
    payload: { phone, code },
    cookies: world.t.browser,
    remoteAddress: freshAddress(),
  });
  const person_id = (answer.json() as { person_id: string }).person_id;
  return { id: person_id, name: '', phone, token: tokenOf(answer.headers['set-cookie']) };
}

export function tokenOf(header: TestAnswer['headers'][string]): string {
  return decodeURIComponent(new RegExp(`${sessionCookie}=([^;]+)`).exec([header].flat().join('; '))?.[1] ?? '');
}
