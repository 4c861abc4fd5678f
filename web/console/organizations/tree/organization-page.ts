import type { Answer } from '../../../api/client.ts';

export type OrganizationPage = Answer<'get', '/api/organizations/{organization_id}'>;
export type RecordPage = Answer<'get', '/api/organizations/{organization_id}/profile'>;
