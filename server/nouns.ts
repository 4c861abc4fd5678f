/** Brings the manifests of the server together, in the order of domain/nouns.ts. A noun or a core adds its line here. */
import { endpointsOf, type Endpoint } from '../contract/endpoint.ts';
import { inOrder, parts, type Part } from '../domain/nouns.ts';
import { accounts } from './accounts/noun.ts';
import { attachments } from './attachments/noun.ts';
import type { AttachmentRules } from './attachments/rules.ts';
import { baseLifecycle } from './db/lifecycle.ts';
import { calendar } from './calendar/noun.ts';
import type { Tables } from './db/table.ts';
import type { Deadlines } from './deadlines.ts';
import { evidence } from './evidence/noun.ts';
import type { Routes } from './http/mount.ts';
import type { LaterNouns } from './later-nouns.ts';
import type { Job } from './services.ts';
import type { Lifecycle } from './lifecycle.ts';
import { ledger } from './ledger/noun.ts';
import type { Manifest } from './manifest.ts';
import { inbox } from './inbox/noun.ts';
import type { InboxQuestion } from './inbox/question.ts';
import { numbering } from './numbering/noun.ts';
import { organizations } from './organizations/noun.ts';
import { platform } from './platform/noun.ts';
import { projects } from './projects/noun.ts';
import { records } from './records/noun.ts';
import { volunteers } from './volunteers/noun.ts';

const manifestOf: Readonly<Partial<Record<Part, Manifest>>> = {
  numbering,
  attachments,
  inbox,
  organizations,
  accounts,
  calendar,
  volunteers,
  ledger,
  projects,
  records,
  platform,
  evidence,
};
const manifests = inOrder(manifestOf);

/** What each endpoint is called in the OpenAPI document: as the contract calls it. */
export const operationIds: ReadonlyMap<Endpoint, string> = new Map(
  manifests.flatMap(({ contracts = [] }) => contracts.flatMap(endpointsOf)),
);
/** Every endpoint of the product. */
export const endpoints: readonly Endpoint[] = [...operationIds.keys()];

export const routes: readonly Routes[] = manifests.flatMap((manifest) => manifest.routes);

/** All background work, so that one page can show it. */
export const jobs: readonly Job[] = manifests.flatMap((manifest) => manifest.jobs ?? []);

/** Everything that somebody owes until a day. */
export const deadlines: readonly Deadlines[] = manifests.flatMap((manifest) => manifest.deadlines ?? []);

/** The tables of each part, in the order of the parts. */
export const tablesOfParts: readonly (readonly [Part, Tables])[] = parts.flatMap((part) => {
  const own = manifestOf[part]?.tables;
  return own === undefined ? [] : [[part, own] as const];
});
/** Each question of server/later-nouns.ts with the answer of the noun that owns the rows. */
export const later: LaterNouns = {
  ...accounts.answers,
  ...volunteers.answers,
  ...projects.answers,
  ...records.answers,
};

/** Who may read and add the files of each subject; a subject that no noun answers for does not compile. */
export const attachmentRules: AttachmentRules = {
  ...organizations.attachments,
  ...records.attachments,
};

/** What waits for a person, noun by noun. */
export const questions: readonly InboxQuestion[] = manifests.flatMap((manifest) => manifest.waiting ?? []);

/** What each part says of its rows; what no noun owns comes first. */
export const lifecycleOf: ReadonlyMap<Part | 'base', Lifecycle> = new Map([
  ['base', baseLifecycle] as const,
  ...parts.flatMap((part) => {
    const own = manifestOf[part]?.lifecycle;
    return own === undefined ? [] : [[part, own] as const];
  }),
]);
export const lifecycles: readonly Lifecycle[] = [...lifecycleOf.values()];
