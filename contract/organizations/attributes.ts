import { z } from 'zod';
import { mechanismRoleNames, setUpCheckNames } from '../../domain/organizations/attributes.ts';
import { endpoint } from '../endpoint.ts';
import { businessDate, done, id, reason, shortText } from '../shapes.ts';
import { text, count, organizationParams, ruled } from './profile-shapes.ts';

/** Each kind of attribute with its body. */
const attribute = <K extends string, B extends z.ZodType>(kind: K, body: B) =>
  z.strictObject({
    kind: z.literal(kind),
    body,
    valid_from: businessDate,
    reason: z.string().trim().max(500).optional(),
    source_task_id: id.optional(),
  });
export const newAttribute = z.discriminatedUnion('kind', [
  attribute('leader', z.strictObject({ name: shortText, post: z.string().trim().max(40).nullish() })),
  attribute('direction', z.strictObject({ direction: shortText, content: text })),
  attribute('registration', z.strictObject({ registry_number: shortText, registered_on: businessDate })),
  attribute(
    'league_state',
    z.strictObject({
      league_members: count,
      league_form: z.enum(['own', 'joint']).nullable(),
      joint_with: shortText.nullable(),
      party_members: count,
      has_party_organization: z.boolean(),
    }),
  ),
  attribute('headcount', z.strictObject({ members: count, staff: count })),
  attribute(
    'supporter',
    z.strictObject({ item: shortText, occasion: shortText, is_civilisation_practice: z.boolean() }),
  ),
  attribute('set_up', z.strictObject({ item: z.enum(setUpCheckNames), note: shortText })),
  attribute(
    'contact_officer',
    z.strictObject({ name: shortText, phone: z.string().trim().max(30), from_unit: shortText }),
  ),
  attribute(
    'policy_sheet',
    z.strictObject({ problems: text, measures: text, person: shortText, deadline: businessDate }),
  ),
  attribute('pairing', z.strictObject({ item: id, plan: text })),
  attribute('incubated', z.strictObject({ item: id, state: z.enum(['entered', 'incubating', 'independent', 'left']) })),
  attribute('carrier', z.strictObject({ item: shortText, branch_id: id })),
  attribute('area', z.strictObject({ name: shortText })),
  attribute('watcher', z.strictObject({ name: shortText, person_id: id.optional() })),
  attribute('mechanism_role', z.strictObject({ role: z.enum(mechanismRoleNames) })),
  attribute('group_member', z.strictObject({ item: shortText, organization_id: id.nullish() })),
  attribute('standardised', z.strictObject({ document: shortText })),
  attribute('pilot_unit', z.strictObject({ batch: shortText })),
  attribute('pilot_community', z.strictObject({ batch: shortText })),
  attribute('city_level', z.strictObject({ is_city_level: z.boolean() })),
]);

export const attributeRow = z.object({
  id,
  kind: z.string(),
  item: z.string(),
  item_name: z.string().nullable(),
  body: z.record(z.string(), z.unknown()),
  valid_from: z.string(),
  valid_until: z.string().nullable(),
  source_task_id: id.nullable(),
  reason: z.string().nullable(),
  recorded_by_name: z.string().nullable(),
  recorded_at: z.string(),
  ended_by_name: z.string().nullable(),
  ended_at: z.string().nullable(),
  end_reason: z.string().nullable(),
});

export const setAttribute = endpoint({
  method: 'POST',
  path: '/api/organizations/{organization_id}/attributes',
  tag: 'organizations',
  summary: 'Record a dated attribute; the earlier value stays in the history',
  access: ['organizations.edit', 'organizations.manage'],
  params: organizationParams,
  body: newAttribute,
  output: z.object({ id }),
  problems: [
    ...ruled,
    'organizations.own_league_refused',
    'organizations.joint_league_unnamed',
    'organizations.registry_number_length',
    'organizations.registry_number_check',
    'organizations.registry_number_office',
    'organizations.league_not_due',
    'organizations.papers_missing',
    'organizations.not_an_association',
    'organizations.carrier_not_league',
    'organizations.not_a_community',
  ],
});

export const endAttribute = endpoint({
  method: 'POST',
  path: '/api/organization-attributes/{attribute_id}/end',
  tag: 'organizations',
  summary: 'End an attribute from a day on, with a reason',
  access: ['organizations.edit', 'organizations.manage'],
  params: z.object({ attribute_id: id }),
  body: z.strictObject({ ended_on: businessDate, reason }),
  output: done,
  problems: ruled,
});

export const takeBackAttribute = endpoint({
  method: 'POST',
  path: '/api/organization-attributes/{attribute_id}/taking-back',
  tag: 'organizations',
  summary: 'Take back a value whose day has not come, with a reason; the one before it goes on',
  access: ['organizations.edit', 'organizations.manage'],
  params: z.object({ attribute_id: id }),
  body: z.strictObject({ reason }),
  output: done,
  problems: [...ruled, 'organizations.attribute_in_force'],
});

export const readAttributeHistory = endpoint({
  method: 'GET',
  path: '/api/organizations/{organization_id}/attributes/{kind}',
  tag: 'organizations',
  summary: 'Every value a kind of attribute has had, with who recorded it and from which visit (G18)',
  access: 'organizations.read',
  params: organizationParams.extend({ kind: z.string().max(40) }),
  output: z.object({ rows: z.array(attributeRow) }),
  problems: ['core.not_found'],
});
