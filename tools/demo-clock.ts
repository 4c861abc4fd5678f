/** `npm run demo:clock -- '2026-12-31 23:58'`, `… +7d`: moves the clock of the demonstration that runs on this machine; without a moment it says what time it is there. */
import { OperatorError } from '../server/operator-error.ts';
import './say-faults.ts';

const port = process.env['PORT'] ?? '3000';
const to = process.argv.slice(2).join(' ');
const address = `http://127.0.0.1:${port}/api/demonstration/clock`;
const answer = await fetch(
  address,
  to === '' ? {} : { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ to }) },
).catch(() => null);
if (answer === null)
  throw new OperatorError(
    `${port} 端口没有程序应答。请先 npm run demo；换过端口就设 PORT。`,
    `Nothing answers at port ${port}. Run npm run demo first; set PORT if you chose another.`,
  );
const found = (await answer.json().catch(() => ({}))) as {
  now?: string;
  nights?: number;
  jobs?: number;
  message?: string;
};
if (answer.status === 404)
  throw new OperatorError(
    `${port} 端口上的不是演示，正式安装的时间不能拨。`,
    `What runs at port ${port} is no demonstration; the clock of a real installation cannot be moved.`,
    { exit_code: 'failed' },
  );
if (!answer.ok || found.now === undefined) {
  const [zh = '', en = ''] = (found.message ?? `${answer.status} · ${answer.status}`).split(' · ');
  throw new OperatorError(zh, en, { exit_code: 'usage' });
}
const now = new Date(Date.parse(found.now) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
console.log(
  `演示时间 · demonstration time  ${now}${found.nights === undefined ? '' : `   过了 ${found.nights} 夜，补做 ${found.jobs} 项 · ${found.nights} nights, ${found.jobs} jobs`}`,
);
