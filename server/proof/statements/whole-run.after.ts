import { expect, test } from 'vitest';
import { directoryOfRun, isWholeRun, readCaptured, silentTestFiles } from './captured.ts';

test.runIf(isWholeRun)('every test file that opens a database has left the statements it sent', () => {
  expect(silentTestFiles(directoryOfRun())).toEqual([]);
});

test('what ran has sent statements', () => {
  expect(readCaptured(directoryOfRun()).length).toBeGreaterThan(0);
});
