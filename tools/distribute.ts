/**
 * `npm run distribute`: prints how the tables are laid over machines; `npm run distribute -- --apply` does it, where the server
 * has the Citus extension. Elsewhere nothing changes, and exit code 2 says so.
 */
import { distribution } from '../server/tables.ts';
import { distribute, distributionSteps, foreignKeys } from '../server/db/distribute.ts';
import { readEnvironment } from '../server/env.ts';
import { openServices } from '../server/start.ts';
import './say-faults.ts';

const opened = await openServices(readEnvironment(), (line) => console.error(line));
try {
  const pool = opened.database.owner;
  if (!process.argv.includes('--apply')) {
    for (const { statement } of distributionSteps(distribution, await foreignKeys(pool))) console.log(statement);
  } else {
    const done = await distribute(pool, distribution);
    if (done === null) {
      console.error('数据库没有安装 Citus，未作改动 · the server has no Citus: nothing was changed');
      process.exitCode = 2;
    } else console.log(`${done.length} 张表已分布 tables distributed`);
  }
} finally {
  await opened.close();
}
