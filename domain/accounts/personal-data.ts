/**
 * What the yearly audit of personal data counts (PIPL art. 54; minors' data every year, 未成年人网络保护条例 art. 37), and
 * which event each act leaves: what the actions of the nouns say of themselves, in the order looked at, taken away, changed.
 */
import type { AuditAction } from '../audit-actions.ts';
import type { CountedAct } from '../manifest.ts';
import { auditTable, type PersonalDataAct } from '../manifests.ts';

export type { PersonalDataAct };
type Act = CountedAct & { readonly action: AuditAction };

const kinds: readonly CountedAct['kind'][] = ['opened', 'exported', 'changed'];
const found = Object.entries(auditTable).flatMap(([action, { personal_data = {} }]) =>
  Object.entries(personal_data).map(([name, act]) => [name, { ...act, action: action as AuditAction }] as const),
);

export const personalDataActs = Object.fromEntries(
  kinds.flatMap((kind) => found.filter(([, act]) => act.kind === kind)),
) as Readonly<Record<PersonalDataAct, Act>>;
export const personalDataActNames = Object.keys(personalDataActs) as [PersonalDataAct, ...PersonalDataAct[]];
