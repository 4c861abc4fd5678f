import { readMe } from '../../contract/platform.ts';
import type { Routes } from '../http/mount.ts';
import { me } from './queries.ts';

export const platformRoutes: Routes = (mount) => {
  mount(readMe, (call) => me(call.reader, call.actor, call.now));
};
