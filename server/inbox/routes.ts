import * as contract from '../../contract/inbox.ts';
import type { Routes } from '../http/mount.ts';
import { readInbox } from './read-inbox.ts';

export const inboxRoutes: Routes = (mount) => {
  mount(contract.readInbox, (call) => readInbox(call, call.services.questions));
};
