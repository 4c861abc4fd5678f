import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endpoints } from '../nouns.ts';
import { projectFiles, root } from '../../tools/files.ts';
import { newSecrets } from '../security/secrets-file.ts';
import { testApp } from '../testing/test-app.ts';
import { seedRoles } from '../accounts/roles/seed-roles.ts';
import { operationOf } from './good-call.ts';

/** Lines of docs/security.md that are true because a thing stands nowhere, or in one place: whoever adds another meets the question here. */
const shipped = projectFiles().filter(
  (file) =>
    /^(server|domain|contract|web)\/.*\.tsx?$/.test(file) &&
    !/\.test\.tsx?$|^server\/(proof|testing)\/|fixtures\.ts$|^web\/vite|\.gen\./.test(file),
);
const holding = (pattern: RegExp, files: readonly string[] = shipped): string[] =>
  files.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));

test.each<[string, RegExp, readonly string[]]>([
  [
    'programs are started in three places',
    /node:child_process|node:cluster/,
    ['server/db/embedded-cluster.ts', 'server/files/scan-file.ts', 'server/pdf/start-pdf-renderer.ts'],
  ],
  [
    'no expression is built but over names that stand in the code',
    /new RegExp\(|\bRegExp\(/,
    ['domain/files/duration.ts', 'domain/ledger/account.ts', 'domain/organizations/reserved-names.ts'],
  ],
  ['chance comes from the system’s generator', /Math\.random/, []],
  [
    'nothing switches off a check of Node',
    /rejectUnauthorized|insecureHTTPParser|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity|joinDuplicateHeaders/,
    [],
  ],
  ['nothing hinders pasting', /onPaste|['"]paste['"]/, []],
  [
    'files are written by keys, database, backup and the store of files alone',
    /\b(writeFile|writeFileSync|createWriteStream|appendFile|appendFileSync)\(/,
    [
      'server/attachments/directory-store.ts',
      'server/db/backup.ts',
      'server/db/embedded-cluster.ts',
      'server/security/secrets-file.ts',
    ],
  ],
  [
    'sessions begin in one file',
    /\bopenSession\(/,
    [
      'server/accounts/sign-in/open-session.ts',
      'server/accounts/sign-in/sign-in-link.ts',
      'server/accounts/sign-in/sign-in.ts',
    ],
  ],
  ['hashes are SHA-256, or SM3 beside SM4', /create(Hash|Hmac)\('(?!sha256'|sm3')/, []],
  [
    'ciphers are those of the operating system’s library, in one file',
    /createCipheriv|createDecipheriv/,
    ['server/security/field-cipher.ts'],
  ],
  ['nothing of the demonstration is part of the server', /from '[./]*\/demo\//, []],
])('%s', (_, pattern, files) => {
  expect(holding(pattern)).toEqual(files);
});

test('no input is an address that becomes a link or a call', () => {
  const named = endpoints.filter((endpoint) => {
    const { requestBody, parameters } = operationOf(endpoint);
    return /"format":"uri"|"(url|uri|link|href|callback|redirect)[^"]*":\{/i.test(
      JSON.stringify([requestBody ?? {}, parameters.map(({ name, schema }) => ({ [name]: schema }))]),
    );
  });
  expect(named.map((endpoint) => endpoint.path)).toEqual([]);
});

test('every key has 256 bits', () => {
  const { field_keys, index_key, session_pepper, code_key } = newSecrets();
  for (const key of [...Object.values(field_keys), index_key, session_pepper, code_key])
    expect(Buffer.from(key, 'hex')).toHaveLength(32);
});

test('a new installation has roles and nobody who holds one', async () => {
  const t = await testApp();
  try {
    await seedRoles(t.services, t.now);
    const { rows } = await t.database.owner.query(
      'select (select count(*)::int from roles) > 0 as roles, (select count(*)::int from accounts) as accounts, (select count(*)::int from role_grants) as grants',
    );
    expect(rows).toEqual([{ roles: true, accounts: 0, grants: 0 }]);
  } finally {
    await t.close();
  }
});
