import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { breachedPasswords, isForOneMachine, readEnvironment, signInRules } from './env.ts';
import { loadSecrets } from './security/secrets-file.ts';

test('the environment has defaults, and a wrong value is named', () => {
  expect(readEnvironment({})).toMatchObject({ port: 3000, host: '127.0.0.1', database_url: undefined });
  expect(readEnvironment({ PORT: '8080', DATA_DIR: '/srv/data', DATABASE_URL: 'postgres://a@b/c' })).toMatchObject({
    port: 8080,
    data_dir: '/srv/data',
  });
  expect(readEnvironment({ DATABASE_URL: '' }).database_url).toBeUndefined();
  expect(() => readEnvironment({ PORT: 'eighty' })).toThrow(/PORT/);
  expect(() => readEnvironment({ DATABASE_URL: 'mysql://a' })).toThrow(/DATABASE_URL/);
});

test.each([
  ['127.0.0.1', 'http://localhost:3000', true],
  ['::1', 'http://[::1]:3000', true],
  ['0.0.0.0', 'http://localhost:3000', false],
  ['127.0.0.1', 'https://zhiyuan.example', false],
  ['192.168.1.5', 'http://192.168.1.5:3000', false],
  ['127.0.0.1', 'https://localhost.example', false],
] as const)('codes may stand on the page for %s at %s: %s', (host, url, expected) =>
  expect(isForOneMachine(host, url)).toBe(expected),
);

test('the rules of signing in are the strict ones unless an operator says otherwise, and a wrong word stops the start', () => {
  expect(signInRules({ TOTP_STEPS_BEFORE: '' })).toEqual({ totp_steps_before: 0, is_second_factor_required: false });
  expect(signInRules({ TOTP_STEPS_BEFORE: '1', SECOND_FACTOR: 'demanded' })).toEqual({
    totp_steps_before: 1,
    is_second_factor_required: true,
  });
  expect(() => signInRules({ TOTP_STEPS_BEFORE: '2' })).toThrow(/TOTP_STEPS_BEFORE/);
  expect(() => signInRules({ SECOND_FACTOR: 'yes' })).toThrow(/SECOND_FACTOR/);
});

test('a list of breached passwords is read line by line, and one that is named and missing stops the start', () => {
  const directory = mkdtempSync(join(tmpdir(), 'qingzhi-passwords-'));
  try {
    const file = join(directory, 'list.txt');
    writeFileSync(file, 'LetMeIn2026\r\nanother one\n');
    expect([...breachedPasswords({ PASSWORD_LIST: file })]).toEqual(['letmein2026', 'another one', '']);
    expect([...breachedPasswords({})]).toEqual([]);
    expect(() => breachedPasswords({ PASSWORD_LIST: join(directory, 'nowhere') })).toThrow(/nowhere/);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('secrets are made once, private, and a damaged file is refused rather than replaced', () => {
  const directory = mkdtempSync(join(tmpdir(), 'qingzhi-secrets-'));
  try {
    const first = loadSecrets(directory);
    expect(loadSecrets(directory)).toEqual(first);
    expect(new Set([first.field_keys['1'], first.index_key, first.session_pepper, first.code_key]).size).toBe(4);
    expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
    writeFileSync(join(directory, 'secrets.json'), JSON.stringify({ ...first, field_key_version: 2 }));
    expect(() => loadSecrets(directory)).toThrow(/damaged/);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
