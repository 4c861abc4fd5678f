import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFiles, root } from '../../tools/files.ts';

/**
 * OWASP ASVS 5.0.0: how many requirements of levels 1 and 2 each section has. The standard lists them before those of
 * level 3, so the first so many numbers of a section are its ids.
 */
const sections: Readonly<Record<string, readonly number[]>> = {
  V1: [2, 9, 11, 3, 2],
  V2: [3, 3, 4, 1],
  V3: [0, 2, 4, 6, 5, 0, 2],
  V4: [3, 1, 2, 4],
  V5: [1, 3, 2, 3],
  V6: [3, 12, 4, 4, 5, 3, 0, 4],
  V7: [3, 4, 2, 5, 2, 2],
  V8: [2, 3, 1, 1],
  V9: [3, 4],
  V10: [2, 2, 4, 11, 5, 2, 3],
  V11: [2, 3, 3, 4, 1, 1, 0],
  V12: [3, 2, 4],
  V13: [1, 5, 2, 5],
  V14: [2, 4, 3],
  V15: [3, 3, 7, 0],
  V16: [1, 5, 4, 3, 3],
  V17: [1, 4, 2],
};
const ids = Object.entries(sections).flatMap(([chapter, counts]) =>
  counts.flatMap((count, place) => Array.from({ length: count }, (_, index) => `${chapter}.${place + 1}.${index + 1}`)),
);

type Line = { readonly id: string; readonly topic: string; readonly control: string; readonly witness: string };
const lines: Line[] = readFileSync(join(root, 'docs/security.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| V\d/.test(line))
  .map((line) => {
    const [, id = '', topic = '', control = '', witness = ''] = line.split('|').map((cell) => cell.trim());
    return { id, topic, control, witness };
  });

test('every requirement of levels 1 and 2 stands in the checklist once, in the order of the standard', () => {
  expect(ids).toHaveLength(253); // 70 of level 1, 183 of level 2
  expect(lines.map(({ id }) => id)).toEqual(ids);
});

test('each has a topic, a control, and a test or a reason', () => {
  const isTest = (witness: string): boolean =>
    /`[\w./-]+\.(test|spec)\.ts`|\b(matrix|bodies|guards|dump|faults)\b/.test(witness);
  const isReason = (witness: string): boolean => /^(n\/a|reason|operator|open): \S.{4,}/.test(witness);
  expect(
    lines.filter(
      ({ topic, control, witness }) => topic === '' || control === '' || !(isTest(witness) || isReason(witness)),
    ),
  ).toEqual([]);
});

test('audit events are only added, never changed or taken away', () => {
  const changing = projectFiles()
    .filter((file) => /^(server|demo|tools)\/.*\.(ts|sql)$/.test(file) && !file.endsWith('.test.ts'))
    .filter((file) =>
      /(update|delete from|truncate)\s+(table\s+)?audit_events/i.test(readFileSync(join(root, file), 'utf8')),
    );
  expect(changing).toEqual([]);
});

test('the server calls out in one place, to the address that the operator set', () => {
  const calls = projectFiles()
    .filter(
      (file) => /^(server|domain|contract)\/.*\.ts$/.test(file) && !/\.test\.ts$|^server\/(proof|testing)\//.test(file),
    )
    .filter((file) =>
      /\bfetch\(|https?\.(request|get)\(|from 'node:(https?|net|tls|dgram)'|undici/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    );
  // The others speak to the database, look for a free port on the machine itself, and name the states of an answer
  expect(calls).toEqual([
    'server/accounts/sign-in/phone-sender.ts',
    'server/db/copy.ts',
    'server/db/embedded-cluster.ts',
    'server/http/raw-answers.ts',
  ]);
  expect(readFileSync(join(root, 'server/accounts/sign-in/phone-sender.ts'), 'utf8')).toContain("redirect: 'error'");
});
