/**
 * The fixtures of the proofs: a city, in it two counties, in the first a town; people who hold one permission, or all
 * but one, at each of these places. Subjects of the tests belong to the first county.
 */
import type { Permission } from '../../domain/access.ts';
import { permissions } from '../../domain/permissions.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../testing/test-app.ts';

export type World = {
  readonly t: TestApp & { close(): Promise<void> };
  readonly city: TestOrganization;
  readonly county: TestOrganization;
  readonly beside: TestOrganization;
  readonly town: TestOrganization;
  /** Holds every permission for the city and below: the hand that lays subjects. */
  readonly chief: TestPerson;
  /** A second chief, for what one person may not do alone. */
  readonly deputy: TestPerson;
  /** A registered adult volunteer of the county without any role. */
  readonly volunteer: TestPerson;
};

export async function makeWorld(options: Parameters<typeof testApp>[0] = {}): Promise<World> {
  const t = await testApp(options);
  const city = await t.organization('云汀市', null, { kind: 'city', level: 'city' });
  const county = await t.organization('临溪县', city, { kind: 'county', level: 'county' });
  const beside = await t.organization('望岭县', city, { kind: 'county', level: 'county' });
  const town = await t.organization('溪口镇', county, { kind: 'town', level: 'town' });
  const chief = await t.person('总管', [{ permissions, at: city }]);
  const deputy = await t.person('副总管', [{ permissions, at: city }]);
  const volunteer = await t.volunteer('旁人', county);
  return { t, city, county, beside, town, chief, deputy, volunteer };
}

/** Where a holder of a permission stands, seen from a subject of the county. */
export type Standing = 'own' | 'above and below' | 'above alone' | 'below' | 'beside';
export const standings: readonly Standing[] = ['own', 'above and below', 'above alone', 'below', 'beside'];
export const covers: Readonly<Record<Standing, boolean>> = {
  own: true,
  'above and below': true,
  'above alone': false,
  below: false,
  beside: false,
};

export class People {
  private readonly made = new Map<string, Promise<TestPerson>>();
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  holding(
    wanted: readonly Permission[],
    standing: Standing,
    own: TestOrganization = this.world.county,
  ): Promise<TestPerson> {
    return this.once(`${wanted.join()} ${standing} ${own.path}`, async () => {
      const { city, county, town, beside } = this.world;
      const below =
        own === county || standing !== 'below'
          ? town
          : await this.world.t.organization('下属镇', own, { kind: 'town', level: 'town' });
      const at = { own, 'above and below': city, 'above alone': city, below, beside }[standing];
      return this.world.t.person(standing, [{ permissions: wanted, at, below: standing !== 'above alone' }]);
    });
  }

  /** Every permission but the named ones, for the city and below. */
  lacking(unwanted: readonly Permission[]): Promise<TestPerson> {
    return this.once(`but ${unwanted.join()}`, () =>
      this.world.t.person('万事通', [
        { permissions: permissions.filter((permission) => !unwanted.includes(permission)), at: this.world.city },
      ]),
    );
  }

  private once(name: string, make: () => Promise<TestPerson>): Promise<TestPerson> {
    const found = this.made.get(name) ?? make();
    this.made.set(name, found);
    return found;
  }
}
