/** Brings the manifests of the console together, in the order of domain/nouns.ts. A noun or a core adds its line here. */
import { inOrder } from '../../domain/nouns.ts';
import { accounts } from './accounts/pages.ts';
import { calendar } from './calendar/pages.ts';
import { ledger } from './ledger/pages.ts';
import type { Manifest } from './manifest.ts';
import { organizations } from './organizations/pages.ts';
import { projects } from './projects/pages.ts';
import { records } from './records/pages.ts';
import { volunteers } from './volunteers/pages.ts';

export const manifests = inOrder<Manifest>({
  organizations,
  accounts,
  calendar,
  volunteers,
  ledger,
  projects,
  records,
});
