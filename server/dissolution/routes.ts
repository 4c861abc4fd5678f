import * as dissolution from '../../contract/organizations/dissolution.ts';
import type { Routes } from '../http/mount.ts';
import { leftBehind } from './left-behind.ts';
import { dissolveOrganization, leftBy } from '../organizations/tree/dissolve-organization.ts';

/** Ending an organisation asks every noun what it keeps there. */
export const dissolutionRoutes: Routes = (mount) => {
  mount(dissolution.readDissolution, ({ reader, actor, params, query, now, services }) =>
    leftBy(leftBehind(services.later), reader, actor, { ...params, ...query }, now),
  );
  mount(dissolution.dissolveOrganization, ({ write, params, body, services }) =>
    write((writer) => dissolveOrganization(writer, leftBehind(services.later), { ...params, ...body })),
  );
};
