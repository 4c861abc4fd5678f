import { expect, test } from 'vitest';
import { ownerAttemptsADay, refusalOfOwnerTry, waysToShowOwner, type OwnerInputs } from './owner-proof.ts';

const registered: OwnerInputs = {
  is_named: true,
  has_document: true,
  has_password: false,
  has_authenticator: false,
  has_birth_date: true,
};
test.each<[string, Partial<OwnerInputs>, readonly string[]]>([
  ['a registered volunteer', {}, ['document']],
  [
    'with a password and an authenticator',
    { has_password: true, has_authenticator: true },
    ['document', 'password', 'authenticator'],
  ],
  ['whom a roster brought without a document', { has_document: false }, ['birth_date']],
  ['without a document, with a password', { has_document: false, has_password: true }, ['password']],
  ['of whom nothing is held that could be asked', { has_document: false, has_birth_date: false }, []],
  ['who has only just begun: nothing personal is held', { is_named: false, has_password: true }, []],
])('%s shows it by', (_, inputs, ways) => {
  expect(waysToShowOwner({ ...registered, ...inputs })).toEqual(ways);
});

test('ten tries in a day, whichever way', () => {
  expect(refusalOfOwnerTry({ count: ownerAttemptsADay - 1, last_at: new Date() })).toBeNull();
  expect(refusalOfOwnerTry({ count: ownerAttemptsADay, last_at: new Date() })?.code).toBe('accounts.owner_tries');
});
