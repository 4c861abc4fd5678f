import type { Id } from '../../domain/id.ts';
import * as contract from '../../contract/organizations/tree.ts';
import * as dissolution from '../../contract/organizations/dissolution.ts';
import type { Routes } from '../http/mount.ts';
import { planEnd } from './planned-ends/plan-end.ts';
import { revokeEnd } from './planned-ends/revoke-end.ts';
import { guideOrganization, renameOrganization } from './tree/change-organization.ts';
import { changeContactPhone } from './tree/contact-phone.ts';
import { createOrganization } from './tree/create-organization.ts';
import { dissolveOrganization, leftBy } from './tree/dissolve-organization.ts';
import { loadOrganization } from './tree/load-organization.ts';
import { moveOrganization } from './tree/move-organization.ts';
import { childrenOf, childrenOn, organizationPage, search } from './tree/queries.ts';

export const organizationsRoutes: Routes = (mount) => {
  mount(contract.listChildren, ({ reader, query }) =>
    query.on === undefined
      ? childrenOf(reader, query.parent_id ?? null, query.limit)
      : childrenOn(reader, query.parent_id ?? null, query.on, query.limit),
  );
  mount(contract.searchOrganizations, async ({ reader, actor, query }) => {
    const pathOf = async (id: Id | undefined): Promise<string | null> =>
      id === undefined ? null : (await loadOrganization(reader, id)).path;
    const [belowPath, nearPath] = [await pathOf(query.below_id), await pathOf(query.near_id)];
    const scope = query.mine === undefined ? null : (actor?.scope('organizations.read') ?? { exact: [], below: [] });
    return search(reader, {
      words: query.words,
      below_path: belowPath,
      near_path: nearPath,
      scope,
      kinds: query.kinds?.split(',') ?? [],
      dissolved: query.dissolved === 'yes',
      limit: query.limit,
    });
  });
  mount(contract.readOrganization, ({ reader, actor, params, query, now, language, services: { later } }) =>
    organizationPage(reader, actor, { id: params.organization_id, on: query.on, now, language, later }),
  );
  mount(contract.createOrganization, ({ write, body }) => write((writer) => createOrganization(writer, body)));
  mount(contract.renameOrganization, ({ write, services, params, body }) =>
    write((writer) => renameOrganization(writer, services.later, { ...params, ...body })),
  );
  mount(contract.changeContactPhone, ({ write, params, body }) =>
    write((writer) => changeContactPhone(writer, { ...params, ...body })),
  );
  mount(contract.moveOrganization, ({ write, services, params, body }) =>
    write((writer) => moveOrganization(writer, services, { ...params, ...body })),
  );
  mount(dissolution.readDissolution, ({ reader, actor, services, params, query, now }) =>
    leftBy({ reader, actor, now }, services, { ...params, ...query }),
  );
  mount(dissolution.dissolveOrganization, ({ write, services, params, body }) =>
    write((writer) => dissolveOrganization(writer, services, { ...params, ...body })),
  );
  mount(dissolution.planEnd, ({ write, services, params, body }) =>
    write((writer) => planEnd(writer, services, { ...params, ...body })),
  );
  mount(dissolution.revokeEnd, ({ write, services, params, body }) =>
    write((writer) => revokeEnd(writer, services.later, { ...params, ...body })),
  );
  mount(contract.guideOrganization, ({ write, params, body }) =>
    write((writer) => guideOrganization(writer, { ...params, ...body })),
  );
};
