import { expect, test } from 'vitest';
import { readContactPhone } from './contact-phone.ts';
import { Problem } from '../problem.ts';

test.each([
  ['0763-3388120', '0763-3388120'],
  ['（０７６３）３３８８１２０', '(0763)3388120'],
  ['0763 3388120 转 801', '0763 3388120 转 801'],
  ['020-82355678分机12', '020-82355678 转 12'],
  ['138 0000 0001', '138 0000 0001'],
  ['+86 138-0000-0001', '+86 138-0000-0001'],
  ['3388120', '3388120'],
  ['12355', '12355'],
  ['400-123-4567', '400-123-4567'],
  ['+852 9123 4567', '+852 9123 4567'],
])('an office is reached at %s', (raw, kept) => {
  expect(readContactPhone(raw)).toBe(kept);
});

test.each([
  '',
  '云汀区青年志愿者协会',
  '区协会办公室',
  '1380000000',
  '138000000011',
  '110119199001014028',
  '0763',
  '12',
  '1.2.3',
  '0763-3388120, 0763-3388121',
])('%s is no phone', (raw) => {
  expect(() => readContactPhone(raw)).toThrow(
    expect.objectContaining({ code: 'organizations.phone_form', field: 'contact_phone' }) as Problem,
  );
});
