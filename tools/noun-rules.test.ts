import { expect, test } from 'vitest';
import type { SourceFile } from './import-rules.ts';
import { leftOut } from './noun-rules.ts';

const file = (path: string, text = ''): SourceFile => ({ path, text });
/** A noun whose every part is reached. */
const whole: readonly SourceFile[] = [
  file('server/nouns.ts', "import { needs } from './needs/noun.ts'"),
  file(
    'server/needs/noun.ts',
    "import * as a from '../../contract/needs/needs.ts'; import { needsRoutes } from './routes.ts'; import { needsTables } from './tables.ts'; import { needsWaiting } from './waiting.ts'",
  ),
  file(
    'server/needs/routes.ts',
    "import { more } from './more-routes.ts'; export const needsRoutes: Routes = (m) => {}",
  ),
  file('server/needs/tables.ts', 'export const needsTables: Tables = {}'),
  file('server/needs/more-routes.ts', 'export const more: Routes = (mount) => {}'),
  file('web/console/nouns.ts', "import { needs } from './needs/pages.ts'"),
  file('web/console/needs/pages.ts'),
  file('server/needs/waiting.ts'),
  file('web/phone/nouns.ts', "import { needs } from './needs/pages.ts'"),
  file('web/phone/needs/pages.ts'),
  file('domain/manifests.ts', "import { needs } from './needs/noun.ts'"),
  file(
    'domain/needs/noun.ts',
    "import { needsPermissions } from './permissions.ts'; import { needsNotices } from './notices.ts'",
  ),
  file('domain/needs/permissions.ts'),
  file('domain/needs/notices.ts'),
  file('contract/needs/needs.ts', 'export const readNeed = endpoint({})'),
  file('contract/needs/shapes.ts', 'export const need = z.object({})'),
];
const instead = (...changed: readonly SourceFile[]): readonly SourceFile[] => [
  ...whole.filter(({ path }) => !changed.some((one) => one.path === path)),
  ...changed,
];

test('a noun whose every part is reached is whole', () => expect(leftOut(whole)).toEqual([]));

test.each<[string, readonly SourceFile[], string]>([
  [
    'a manifest that is brought in nowhere',
    instead(file('server/nouns.ts')),
    'server/needs/noun.ts is a manifest, but server/nouns.ts does not bring it in.',
  ],
  [
    'a file of endpoints beside the manifest',
    instead(file('contract/needs/claims.ts', 'export const claimNeed = endpoint({})')),
    'contract/needs/claims.ts declares endpoints, but server/needs/noun.ts does not name it.',
  ],
  [
    'a file of routes beside the manifest',
    instead(file('server/needs/claim-routes.ts', 'export const claimRoutes: Routes = (mount) => {}')),
    'server/needs/claim-routes.ts mounts routes, but server/needs/noun.ts does not name it.',
  ],
  [
    'messages beside the manifest',
    instead(file('domain/needs/noun.ts', "import { needsPermissions } from './permissions.ts'")),
    'domain/needs/notices.ts holds messages, but domain/needs/noun.ts does not name it.',
  ],
  [
    'tables beside the manifest',
    instead(
      file(
        'server/needs/noun.ts',
        "import * as a from '../../contract/needs/needs.ts'; import { needsRoutes } from './routes.ts'; import { needsWaiting } from './waiting.ts'",
      ),
    ),
    'server/needs/tables.ts holds tables, but server/needs/noun.ts does not name it.',
  ],
  [
    'jobs beside the manifest',
    instead(file('server/needs/jobs.ts', 'export const needsJobs: readonly Job[] = []')),
    'server/needs/jobs.ts holds jobs, but server/needs/noun.ts does not name it.',
  ],
  [
    'words that are brought in nowhere',
    instead(file('domain/manifests.ts')),
    'domain/needs/noun.ts is a manifest, but domain/manifests.ts does not bring it in.',
  ],
  [
    'permissions beside the manifest',
    instead(file('domain/needs/noun.ts', "import { needsNotices } from './notices.ts'")),
    'domain/needs/permissions.ts holds permissions, but domain/needs/noun.ts does not name it.',
  ],
  [
    'actions beside the manifest',
    instead(file('domain/needs/audit-actions.ts')),
    'domain/needs/audit-actions.ts holds actions, but domain/needs/noun.ts does not name it.',
  ],
  [
    'problems beside the manifest',
    instead(file('domain/needs/problems.ts')),
    'domain/needs/problems.ts holds problems, but domain/needs/noun.ts does not name it.',
  ],
  [
    'pages of the console that are brought in nowhere',
    instead(file('web/console/nouns.ts')),
    'web/console/needs/pages.ts is a manifest, but web/console/nouns.ts does not bring it in.',
  ],
  [
    'pages of the phone that are brought in nowhere',
    instead(file('web/phone/nouns.ts')),
    'web/phone/needs/pages.ts is a manifest, but web/phone/nouns.ts does not bring it in.',
  ],
  [
    'what waits beside the manifest',
    instead(
      file(
        'server/needs/noun.ts',
        "import * as a from '../../contract/needs/needs.ts'; import { needsRoutes } from './routes.ts'; import { needsTables } from './tables.ts'",
      ),
    ),
    'server/needs/waiting.ts says what waits, but server/needs/noun.ts does not name it.',
  ],
  [
    'endpoints made by a helper',
    instead(file('contract/needs/claims.ts', 'const read = (path: string) => endpoint({ path })')),
    'contract/needs/claims.ts declares endpoints, but server/needs/noun.ts does not name it.',
  ],
  [
    'routes written as a function',
    instead(file('server/needs/claims.ts', 'export function claims(mount: Mount): void {}')),
    'server/needs/claims.ts mounts routes, but server/needs/noun.ts does not name it.',
  ],
  [
    'one job with a timetable among other things',
    instead(file('server/needs/remind.ts', "export const remind = { name: 'needs.remind', cron: '5 * * * *' }")),
    'server/needs/remind.ts holds jobs, but server/needs/noun.ts does not name it.',
  ],
  [
    'endpoints of what is no noun',
    instead(file('contract/wishes.ts', 'export const readWish = endpoint({})')),
    'contract/wishes.ts declares endpoints, but server/<noun>/noun.ts does not name it.',
  ],
])('%s is the one that is named', (_, files, sentence) => expect(leftOut(files)).toEqual([sentence]));
