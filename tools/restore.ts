/** `npm run restore -- FILE`: a backup into an empty database, all or nothing. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openStore } from '../server/attachments/open-store.ts';
import { openDatabase } from '../server/db/open.ts';
import { restore } from '../server/db/restore.ts';
import { loadSecrets } from '../server/security/secrets-file.ts';
import { readEnvironment } from '../server/env.ts';
import { prepareJobs } from '../server/jobs.ts';
import { assertFit } from '../server/security/keys-fit.ts';
import { OperatorError } from '../server/operator-error.ts';
import { SecretBox } from '../server/security/secret-box.ts';
import './say-faults.ts';

const environment = readEnvironment();
const given = process.argv[2];
if (given === undefined)
  throw new OperatorError('请写明备份文件：npm run restore -- 文件', 'Name the backup: npm run restore -- FILE', {
    exit_code: 'usage',
  });
const file = resolve(given);
if (!existsSync(file))
  throw new OperatorError(`没有 ${file}。请检查文件名。`, `${file} does not exist. Check the name.`);
const secrets = join(environment.data_dir, 'secrets.json');
if (!existsSync(secrets))
  throw new OperatorError(
    `请先把做备份的那套安装的 secrets.json 放到 ${secrets}，没有它个人信息打不开。`,
    `Put the secrets.json of the backed-up installation at ${secrets} first; without it personal fields stay closed.`,
  );

const database = await openDatabase(environment);
try {
  const found = loadSecrets(environment.data_dir);
  const box = new SecretBox(found);
  const { tables, blobs } = await restore({
    pool: database.owner,
    store: openStore(environment.data_dir),
    file,
    keys: box.index('backup', 'keys').toString('base64url'),
    secrets: box,
    now: new Date(),
    prepareJobs,
    demand: (client) => assertFit(client, found, secrets),
  });
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
  console.log(
    `已恢复 ${Object.keys(tables).length} 张表，${rows} 行，${blobs.count} 个文件 · restored ${Object.keys(tables).length} tables, ${rows} rows, ${blobs.count} files`,
  );
} finally {
  await database.close();
}
