import type { OrganizationPage } from './organization-page.ts';

export type Change = 'create' | 'rename' | 'phone' | 'move' | 'guide' | 'dissolve';
export type ChangeProps = { page: OrganizationPage; onClose: () => void };
export const refreshed = [
  '/api/organizations',
  '/api/organizations/{organization_id}',
  '/api/county-overview',
] as const;
