/** Brings the manifests of the phone together, in the order of domain/nouns.ts. A noun adds its line here. */
import { inOrder } from '../../domain/nouns.ts';
import { inbox } from './inbox/pages.ts';
import type { Manifest } from './manifest.ts';
import { ledger } from './ledger/pages.ts';
import { projects } from './projects/pages.ts';
import { records } from './records/pages.ts';
import { volunteers } from './volunteers/pages.ts';

export const manifests = inOrder<Manifest>({ inbox, volunteers, ledger, projects, records });
