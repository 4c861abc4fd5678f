import * as inboxContract from '../../contract/inbox.ts';
import type { Manifest } from '../manifest.ts';
import { inboxRoutes } from './routes.ts';

export const inbox: Manifest = { contracts: [inboxContract], routes: [inboxRoutes] };
