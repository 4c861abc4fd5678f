/**
 * A noun to throw away: three endpoints, two pages, a table, a message. Its own files, and the edits of files that all nouns share.
 * The test counts the edits, and leaves out one after the other.
 */
import type { SourceFile } from './import-rules.ts';

const file = (path: string, text: string): SourceFile => ({ path, text });

export const ownFiles: readonly SourceFile[] = [
  file(
    'domain/needs/noun.ts',
    `import type { Manifest } from '../manifest.ts';
import { needsActions } from './audit-actions.ts';
import { needsNotices } from './notices.ts';
import { needsPermissions } from './permissions.ts';
import { needsProblems } from './problems.ts';

export const needs = {
  permissions: needsPermissions,
  audit_actions: needsActions,
  problems: needsProblems,
  notices: needsNotices,
} as const satisfies Manifest;
`,
  ),
  file(
    'domain/needs/permissions.ts',
    `import { ledgerPermissions } from '../ledger/permissions.ts';
import type { PermissionTable } from '../manifest.ts';

/** Whatever a permission must say besides its words. */
const like = ledgerPermissions['ledger.verify'];

export const needsPermissions = {
  'needs.read': { ...like, zh: '查看需求', en: 'read needs' },
  'needs.write': { ...like, zh: '登记需求', en: 'record needs' },
} as const satisfies PermissionTable;
`,
  ),
  file(
    'domain/needs/audit-actions.ts',
    `import type { AuditTable } from '../manifest.ts';

export const needsActions = {
  'needs.record': { zh: '登记需求', en: 'Recorded a need' },
} as const satisfies AuditTable;
`,
  ),
  file(
    'domain/needs/problems.ts',
    `import type { ProblemTable } from '../problem-words.ts';

export const needsProblems = {
  'needs.recorded_already': {
    status: 409,
    zh: '这条需求已经登记过了，请看清单',
    en: 'This need was recorded already; see the list',
  },
} as const satisfies ProblemTable;
`,
  ),
  file(
    'contract/needs/needs.ts',
    `import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, shortText } from '../shapes.ts';

const need = z.object({ id, title: z.string() });

export const listNeeds = endpoint({
  method: 'GET',
  path: '/api/needs',
  tag: 'needs',
  summary: 'The needs of an organisation, newest first',
  access: 'needs.read',
  query: z.object({ organization_id: id }),
  output: z.object({ rows: z.array(need) }),
  problems: ['core.forbidden', 'core.not_found'],
});

export const readNeed = endpoint({
  method: 'GET',
  path: '/api/needs/{need_id}',
  tag: 'needs',
  summary: 'One need',
  access: 'needs.read',
  params: z.object({ need_id: id }),
  output: need,
  problems: ['core.forbidden', 'core.not_found'],
});

export const recordNeed = endpoint({
  method: 'POST',
  path: '/api/needs',
  tag: 'needs',
  summary: 'Record a need of an organisation',
  access: 'needs.write',
  body: z.strictObject({ organization_id: id, title: shortText }),
  output: z.object({ id }),
  problems: ['core.forbidden', 'core.not_found', 'needs.recorded_already'],
});
`,
  ),
  file(
    'domain/needs/notices.ts',
    `import { news, type NoticeTable } from '../notice.ts';
import { needsDesk } from './paths.ts';

export const needsNotices = {
  'needs.recorded': {
    title: { zh: '需求登记', en: 'A need was recorded' },
    channels: news,
    zh: '需求“{title}”已登记',
    en: '“{title}” was recorded',
    params: { title: 'text' },
    to: 'staff',
    desk: needsDesk.needs(),
  },
} as const satisfies NoticeTable;
`,
  ),
  file(
    'domain/needs/paths.ts',
    `import { deskPages, phonePages } from '../address.ts';

export const needsDesk = /* @__PURE__ */ deskPages({ needs: '/needs' });

export const needsPhone = /* @__PURE__ */ phonePages({ needs: '/needs' });
`,
  ),
  file(
    'server/needs/noun.ts',
    `import * as needsContract from '../../contract/needs/needs.ts';
import type { Manifest } from '../manifest.ts';
import { needsLifecycle } from './lifecycle.ts';
import { needsRoutes } from './routes.ts';
import { needsTables } from './tables.ts';

export const needs: Manifest = {
  contracts: [needsContract],
  routes: [needsRoutes],
  tables: needsTables,
  lifecycle: needsLifecycle,
};
`,
  ),
  file(
    'server/needs/tables.ts',
    `import { insertAndUpdate, reference, type Tables } from '../db/table.ts';

export const needsTables: Tables = {
  needs: { evidence: 'none', distribution: reference, privilege: insertAndUpdate('organization_id') },
};
`,
  ),
  file(
    'server/needs/lifecycle.ts',
    `import { sql } from '../db/sql.ts';
import { becomes, ends, ofOrganization, stays, type Lifecycle } from '../lifecycle.ts';

export const needsLifecycle: Lifecycle = {
  lines: [
    ofOrganization('needs', 'organization_id', {
      moved: stays('named by id'),
      ...ends(
        becomes('heir', 'what is asked for goes on at the heir', (writer, { organization, heir }) =>
          writer.run(sql\`update needs set organization_id = \${heir.id} where organization_id = \${organization.id}\`),
        ),
      ),
    }),
  ],
};
`,
  ),
  file(
    'server/needs/routes.ts',
    `import * as contract from '../../contract/needs/needs.ts';
import type { Routes } from '../http/mount.ts';
import { listNeeds, readNeed } from './queries.ts';
import { recordNeed } from './record-need.ts';

export const needsRoutes: Routes = (mount) => {
  mount(contract.listNeeds, ({ reader, actor, query }) => listNeeds(reader, actor, query.organization_id));
  mount(contract.readNeed, ({ reader, actor, params }) => readNeed(reader, actor, params.need_id));
  mount(contract.recordNeed, ({ write, body }) => write((writer) => recordNeed(writer, body)));
};
`,
  ),
  file(
    'server/needs/queries.ts',
    `import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { Actor } from '../http/actor.ts';
import { loadOrganization } from '../organizations/tree/load-organization.ts';

type Need = { readonly id: Id; readonly title: string };

export async function listNeeds(reader: Reader, actor: Actor, organizationId: Id): Promise<{ rows: Need[] }> {
  const organization = await loadOrganization(reader, organizationId);
  if (!actor.may('needs.read', organization)) throw problem('core.not_found');
  return {
    rows: await reader.all<Need>(
      sql\`select id, title from needs where organization_id = \${organizationId} order by recorded_at desc, id limit 200\`,
    ),
  };
}

export async function readNeed(reader: Reader, actor: Actor, needId: Id): Promise<Need> {
  const found = await reader.maybe<Need & { path: string }>(
    sql\`select n.id, n.title, o.path from needs n join organizations o on o.id = n.organization_id where n.id = \${needId}\`,
  );
  if (!found || !actor.may('needs.read', found)) throw problem('core.not_found');
  return { id: found.id, title: found.title };
}
`,
  ),
  file(
    'server/needs/record-need.ts',
    `import type { Id } from '../../domain/id.ts';
import { problem } from '../../domain/problem.ts';
import { sql } from '../db/sql.ts';
import type { Writer } from '../db/writer.ts';
import { loadOrganization } from '../organizations/tree/load-organization.ts';

export async function recordNeed(writer: Writer, input: { organization_id: Id; title: string }): Promise<{ id: Id }> {
  const organization = await loadOrganization(writer, input.organization_id);
  writer.caller.require('needs.write', organization);
  const id = writer.newId();
  const added = await writer.maybe(sql\`
    insert into needs (id, organization_id, title, recorded_at) values (\${id}, \${input.organization_id}, \${input.title}, \${writer.now})
    on conflict (organization_id, title) do nothing returning id\`);
  if (!added) throw problem('needs.recorded_already', {}, 'title');
  await writer.audit({
    action: 'needs.record',
    subject_type: 'need',
    subject_id: id,
    permission: 'needs.write',
    organization_path: organization.path,
    after: { title: input.title },
  });
  await writer.notify(writer.caller.person_id, 'needs.recorded', { title: input.title });
  return { id };
}
`,
  ),
  file(
    'server/db/migrations/2026-12-01T08-30-needs.sql',
    `create table needs (
  id uuid primary key,
  organization_id uuid not null references organizations,
  title text not null,
  recorded_at timestamptz not null,
  constraint needs__title unique (organization_id, title)
);
comment on table needs is 'What an organisation asks for';
`,
  ),
  file(
    'server/proof/rows/needs.ts',
    `import type { Id } from '../../../domain/id.ts';
import { next, type Rows } from '../row.ts';
import type { World } from '../world.ts';

async function recorded(world: World): Promise<Id> {
  const need = { organization_id: world.county.id, title: \`需求 \${next()}\` };
  const answer = await world.t.post(world.chief, '/api/needs', need);
  return (answer.body as { id: Id }).id;
}

export const needsRows: Rows = {
  'GET /api/needs': { access: 'placed', make: (world) => ({ query: { organization_id: world.county.id } }) },
  'GET /api/needs/{need_id}': {
    access: 'placed',
    make: async (world) => ({ params: { need_id: await recorded(world) } }),
  },
  'POST /api/needs': {
    access: 'placed',
    is_known: true, // the organisation is; the need comes with the call
    make: (world) => ({ body: { organization_id: world.county.id, title: \`需求 \${next()}\` } }),
  },
};
`,
  ),
  file(
    'web/console/needs/pages.ts',
    `import { needsDesk } from '../../../domain/needs/paths.ts';
import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';

export const needs: Manifest = {
  pages: [{ page: needsDesk.needs, load: () => import('./Needs.tsx') }],
  modules: [
    {
      page: needsDesk.needs,
      shelf: 'work',
      words: () => t('需求', 'Needs'),
      note: () => t('登记、认领', 'Record and claim'),
      opens: ['needs.'],
    },
  ],
};
`,
  ),
  file(
    'web/console/needs/Needs.tsx',
    `import { t } from '../../ui/words.ts';
import { Page } from '../Page.tsx';

export default function Needs() {
  return <Page>{t('还没有需求', 'No needs yet')}</Page>;
}
`,
  ),
  file(
    'web/phone/needs/pages.ts',
    `import { needsPhone } from '../../../domain/needs/paths.ts';
import { t } from '../../ui/words.ts';
import type { Manifest } from '../manifest.ts';

export const needs: Manifest = {
  pages: [{ page: needsPhone.needs, load: () => import('./Needs.tsx') }],
  links: [
    {
      href: needsPhone.needs(),
      shelf: 'serving',
      icon: 'speech',
      words: () => t('微心愿', 'Wishes'),
      note: () => t('看看谁需要帮忙', 'See who needs a hand'),
    },
  ],
};
`,
  ),
  file(
    'web/phone/needs/Needs.tsx',
    `import { t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';

export default function Needs() {
  return <Screen title={t('微心愿', 'Wishes')}>{t('还没有需求', 'No needs yet')}</Screen>;
}
`,
  ),
];

/** One edit: the text is put where it says. A noun that nobody foresaw has a line in domain/nouns.ts besides. */
export type Edit = { readonly path: string; readonly after: string; readonly line: string };

const broughtIn = (path: string, from: string, list: string): readonly Edit[] => [
  { path, after: '', line: `import { needs } from '${from}';\n` },
  { path, after: list, line: '\n  needs,' },
];

export const sharedEdits: readonly Edit[] = [
  ...broughtIn('domain/manifests.ts', './needs/noun.ts', 'export const manifests = {'),
  ...broughtIn('server/nouns.ts', './needs/noun.ts', 'manifestOf: Readonly<Partial<Record<Part, Manifest>>> = {'),
  ...broughtIn('web/console/nouns.ts', './needs/pages.ts', 'inOrder<Manifest>({'),
  ...broughtIn('web/phone/nouns.ts', './needs/pages.ts', 'inOrder<Manifest>({'),
  {
    path: 'e2e/notices.spec.ts',
    after: 'const cases: { readonly [K in NoticeKind]: CasesOf<K> } = {',
    line: "\n  'needs.recorded': { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: '还没有需求' },",
  },
];

/** The tree with the noun in it; `without`: a shared file that was forgotten. */
export function withNoun(files: readonly SourceFile[], without?: string): SourceFile[] {
  const edited = files.map((one) => {
    const edits = sharedEdits.filter(({ path }) => path === one.path && path !== without);
    return edits.length === 0 ? one : file(one.path, edits.reduce(applied, one.text));
  });
  return [...edited, ...ownFiles];
}

function applied(text: string, { path, after, line }: Edit): string {
  const at = text.indexOf(after);
  if (at === -1) throw new Error(`${path} holds no ${after}: tell tools/test-noun.ts where a noun is written down`);
  return text.slice(0, at + after.length) + line + text.slice(at + after.length);
}
