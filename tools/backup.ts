/** `npm run backup [-- FILE]`: the whole database into one file, also while the platform is in use. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { openStore } from '../server/attachments/open-store.ts';
import { backup } from '../server/db/backup.ts';
import { openDatabase } from '../server/db/open.ts';
import { readEnvironment } from '../server/env.ts';
import { fittingSecrets } from '../server/security/keys-fit.ts';
import { OperatorError } from '../server/operator-error.ts';
import { SecretBox } from '../server/security/secret-box.ts';
import './say-faults.ts';

const environment = readEnvironment();
const now = new Date();
const name = `qingzhi-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z.backup.gz`;
const file = resolve(process.argv[2] ?? join(environment.data_dir, 'backups', name));
const secrets = join(environment.data_dir, 'secrets.json');

if (!existsSync(secrets))
  throw new OperatorError(
    `${environment.data_dir} 里没有安装（没有 secrets.json）。请设 DATA_DIR。`,
    `There is no installation in ${environment.data_dir} (no secrets.json); set DATA_DIR.`,
  );
if (existsSync(file))
  throw new OperatorError(`${file} 已存在，请换一个名字。`, `${file} exists already; choose another name.`);
mkdirSync(dirname(file), { recursive: true, mode: 0o700 });

const database = await openDatabase(environment);
try {
  const keys = new SecretBox(await fittingSecrets(database.owner, environment.data_dir))
    .index('backup', 'keys')
    .toString('base64url');
  const { tables, blobs } = await backup({
    pool: database.owner,
    store: openStore(environment.data_dir),
    file,
    keys,
    now,
  });
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
  console.log(
    `${Object.keys(tables).length} 张表，${rows} 行，${blobs.count} 个文件，${statSync(file).size} 字节 · ${Object.keys(tables).length} tables, ${rows} rows, ${blobs.count} files, ${statSync(file).size} bytes`,
  );
  if (blobs.missing.length > 0) {
    process.exitCode = 1;
    console.error(`有 ${blobs.missing.length} 个文件找不到或变了，没有备份进去。请运行 npm run verify 看是哪些。`);
    console.error(
      `${blobs.missing.length} files are missing or changed and are not in the backup; npm run verify names them.`,
    );
  }
  console.log(file);
  console.log(`个人信息的密钥不在备份里，请另存一份：${secrets}`);
  console.log(`The keys of personal fields are not in the backup; keep a copy of ${secrets} elsewhere`);
} finally {
  await database.close();
}
