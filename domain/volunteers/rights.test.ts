import { expect, test } from 'vitest';
import { refusalToAddress } from './rights.ts';

const [team, other, county] = [
  { id: 'team', path: '/1/7/42/' },
  { id: 'other', path: '/1/8/43/' },
  { id: 'county', path: '/1/7/' },
];
const known = { teams: [team, other], above: [county, { id: 'city', path: '/1/' }] };

test.each([
  ['the own team', 'team', null, null],
  ['a body above', 'county', null, null],
  ['above, about the team below it', 'county', 'team', null],
  ['higher still', 'city', 'other', null],
  ['somebody else’s organisation', 'stranger', null, 'volunteers.matter_addressee'],
  ['the team about itself', 'team', 'team', 'volunteers.matter_about'],
  ['a county about a team of another county', 'county', 'other', 'volunteers.matter_about'],
  ['about a body above', 'city', 'county', 'volunteers.matter_about'],
  ['about a team that is not the own', 'county', 'stranger', 'volunteers.matter_about'],
] as const)('L43 a matter is addressed to %s', (_name, asked, about, code) => {
  expect(refusalToAddress(asked, about, known)?.code ?? null).toBe(code);
});
