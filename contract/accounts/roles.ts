import { z } from 'zod';
import { permissions, type Permission } from '../../domain/permissions.ts';
import { endpoint } from '../endpoint.ts';
import { can, done, id, shortText } from '../shapes.ts';

export const permission = z.enum(permissions as [Permission, ...Permission[]]);
const roleBody = z.strictObject({
  name_zh: shortText,
  name_en: shortText,
  permissions: z.array(permission).max(60),
  needs_second_factor: z.boolean().default(false),
});

export const listRoles = endpoint({
  method: 'GET',
  path: '/api/roles',
  tag: 'accounts',
  summary: 'The roles offered at an organisation: those of the installation and those shaped here or above',
  access: 'accounts.grant',
  query: z.object({ organization_id: id }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        organization_id: id.nullable(),
        organization_name: z.string().nullable(),
        name_zh: z.string(),
        name_en: z.string(),
        permissions: z.array(z.string()),
        needs_second_factor: z.boolean(),
        holders: z.number().int(),
        can: can('change', 'retire', 'grant'),
      }),
    ),
    can: can('shape'),
  }),
  problems: ['core.not_found', 'core.forbidden'],
});

export const shapeRole = endpoint({
  method: 'POST',
  path: '/api/roles',
  tag: 'accounts',
  summary: 'Shape a role from permission sentences; nobody puts in what they do not hold',
  access: 'accounts.grant',
  body: roleBody.extend({ organization_id: id }),
  output: z.object({ id }),
  problems: [
    'core.not_found',
    'accounts.role_empty',
    'accounts.role_beyond_own',
    'accounts.role_outside',
    'accounts.role_name_taken',
    'organizations.dissolved',
  ],
});

export const changeRole = endpoint({
  method: 'PUT',
  path: '/api/roles/{role_id}',
  tag: 'accounts',
  summary: 'Change a role; everyone who holds it is affected at once',
  access: 'accounts.grant',
  params: z.object({ role_id: id }),
  body: roleBody,
  output: done,
  problems: [
    'core.not_found',
    'accounts.role_empty',
    'accounts.role_beyond_own',
    'accounts.role_outside',
    'accounts.role_name_taken',
  ],
});

export const retireRole = endpoint({
  method: 'DELETE',
  path: '/api/roles/{role_id}',
  tag: 'accounts',
  summary: 'Retire a role that nobody holds any more',
  access: 'accounts.grant',
  params: z.object({ role_id: id }),
  output: done,
  problems: ['core.not_found', 'accounts.role_in_use', 'accounts.role_outside'],
});
