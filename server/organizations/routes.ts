import * as contract from '../../contract/organizations.ts';
import type { Routes } from '../http/mount.ts';
import { guideOrganization, renameOrganization } from './change-organization.ts';
import { changeContactPhone } from './contact-phone.ts';
import { createOrganization } from './create-organization.ts';
import { loadOrganization } from './load-organization.ts';
import { moveOrganization } from './move-organization.ts';
import { childrenOf, childrenOn, organizationPage, search } from './queries.ts';

export const organizationsRoutes: Routes = (mount) => {
  mount(contract.listChildren, ({ reader, query }) => (query.on === undefined
    ? childrenOf(reader, query.parent_id ?? null, query.limit)
    : childrenOn(reader, query.parent_id ?? null, query.on, query.limit)));
  mount(contract.searchOrganizations, async ({ reader, query }) => {
    const below_path = query.below_id === undefined ? null : (await loadOrganization(reader, query.below_id)).path;
    return search(reader, { words: query.words, below_path, kinds: query.kinds?.split(',') ?? [], limit: query.limit });
  });
  mount(contract.readOrganization, ({ reader, actor, params, query, now }) => organizationPage(reader, actor, params.organization_id, query.on, now));
  mount(contract.createOrganization, ({ write, body }) => write((writer) => createOrganization(writer, body)));
  mount(contract.renameOrganization, ({ write, params, body }) => write((writer) => renameOrganization(writer, { ...params, ...body })));
  mount(contract.changeContactPhone, ({ write, params, body }) => write((writer) => changeContactPhone(writer, { ...params, ...body })));
  mount(contract.moveOrganization, ({ write, params, body }) => write((writer) => moveOrganization(writer, { ...params, ...body })));
  mount(contract.guideOrganization, ({ write, params, body }) => write((writer) => guideOrganization(writer, { ...params, ...body })));
};
