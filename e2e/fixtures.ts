import type { BrowserContext } from '@playwright/test';
import type { FastifyInstance } from 'fastify';
import { sessionCookie } from '../server/http/load-actor.ts';
import { TestApp, type TestPerson } from '../server/testing/test-app.ts';
import type { World } from './world.ts';

/** Lays the fixtures of a journey by hand, on the world's own database; what the journey does goes through the browser. */
export function fixturesOf(world: World): TestApp {
  const clock = {
    get now() {
      return world.now();
    },
    set now(now: Date) {
      world.setNow(now);
    },
  };
  return new TestApp(undefined as unknown as FastifyInstance, world.database, world.services, clock);
}

/** The person's own browser, already signed in. */
export async function signedIn(context: BrowserContext, world: World, person: TestPerson): Promise<void> {
  await context.addCookies([{ name: sessionCookie, value: person.token, url: world.url }]);
}
