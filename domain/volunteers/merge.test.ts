import { expect, test } from 'vitest';
import { at } from '../time.ts';
import type { DocumentType } from './identity.ts';
import { carryOutAfter, mergeState, refusalToMerge, type MergeInputs } from './merge.ts';

const side = (document_type: DocumentType | null, document: string | null) => ({ document_type, document });

test.each<[string, ReturnType<typeof side>, ReturnType<typeof side>, string | null]>([
  [
    'two resident numbers that differ',
    side('resident_id', 'a'),
    side('resident_id', 'b'),
    'volunteers.merge_two_documents',
  ],
  [
    'two residence permits that differ',
    side('residence_permit', 'a'),
    side('residence_permit', 'b'),
    'volunteers.merge_two_documents',
  ],
  ['one resident number and nothing', side('resident_id', 'a'), side(null, null), null],
  ['a resident number and a passport', side('resident_id', 'a'), side('passport', 'b'), null],
  ['an old passport and a new one', side('passport', 'a'), side('passport', 'b'), null],
  ['nothing on either side', side(null, null), side(null, null), null],
])('%s', (_, kept, duplicate, code) => {
  expect(refusalToMerge(kept, duplicate)?.code ?? null).toBe(code);
  expect(refusalToMerge(duplicate, kept)?.code ?? null).toBe(code);
});

test('a decided merge waits its days to the minute', () => {
  expect(carryOutAfter(at('2026-11-15', '10:30'), 15)).toEqual(at('2026-11-30', '10:30'));
});

const [then, none] = [at('2026-11-15', '10:30'), null];
test.each<[MergeInputs, string]>([
  [{ decision: null, carried_out_at: none, stopped_at: none }, 'open'],
  [{ decision: 'refused', carried_out_at: none, stopped_at: none }, 'refused'],
  [{ decision: 'merged', carried_out_at: none, stopped_at: none }, 'waiting'],
  [{ decision: 'merged', carried_out_at: none, stopped_at: then }, 'refused'],
  [{ decision: 'merged', carried_out_at: then, stopped_at: none }, 'merged'],
])('%o is %s', (inputs, state) => {
  expect(mergeState(inputs)).toBe(state);
});
