import { keepsOrganization, type Lifecycle } from '../lifecycle.ts';

/** What no noun owns. */
export const baseLifecycle: Lifecycle = {
  lines: keepsOrganization('audit_events', ['organization_path'], 'says who could see it then'),
};
