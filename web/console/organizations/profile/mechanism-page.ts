import type { Answer } from '../../../api/client.ts';

export type MechanismPage = Answer<'get', '/api/organizations/{organization_id}/mechanism'>;
export type Matter = MechanismPage['matters'][number];
