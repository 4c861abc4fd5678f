/** `npm run verify`: recomputes the ledger; exit code 1 and the broken rows when anything does not hold. */
import { readEnvironment } from '../server/env.ts';
import { verifyBooks } from '../server/records/verify-books.ts';
import { openServices } from '../server/start.ts';
import './say-faults.ts';

const opened = await openServices(readEnvironment(), (line) => console.error(line));
try {
  const { faults, ...found } = await verifyBooks(opened.services.pool);
  for (const fault of faults) console.error(`${fault.check}: ${fault.where}: ${fault.says}`);
  const verdict = faults.length === 0 ? '账本完好 the ledger holds' : `有 ${faults.length} 处不符 ${faults.length} faults`;
  console.log(`${verdict}: ${found.transfers} transfers, ${found.chains} chains, ${found.seals} seals`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await opened.close();
}
