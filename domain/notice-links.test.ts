import { expect, test } from 'vitest';
import { noticeAddress } from './notice-links.ts';

const id = '01890000-0000-7000-8000-000000000001';
const other = '01890000-0000-7000-8000-000000000002';

test.each([
  {
    kind: 'records.correction_requested',
    stored: `/records/proposals/${id}`,
    opensDesk: true,
    right: `/console/records/proposals/${id}`,
  },
  { kind: 'records.correction_requested', stored: `/records/proposals/${id}`, opensDesk: false, right: null },
  {
    kind: 'organizations.instructed',
    stored: `/organizations/${id}`,
    opensDesk: true,
    right: `/console/organizations?at=${id}&part=tasks`,
  },
  { kind: 'organizations.watcher', stored: null, opensDesk: true, right: null },
  { kind: 'volunteers.imported', stored: '/volunteers/import', opensDesk: true, right: '/console/volunteers/import' },
  { kind: 'projects.leads', stored: `/activities/${id}`, opensDesk: true, right: `/console/projects/activities/${id}` },
  { kind: 'projects.leads', stored: `/activities/${id}`, opensDesk: false, right: `/activities/${id}` },
  { kind: 'projects.promoted', stored: '/activities/', opensDesk: true, right: '/sign-ups' },
  { kind: 'records.posted', stored: `/records/${other}/${id}`, opensDesk: true, right: `/hours/${id}` },
  { kind: 'nobody.knows_this', stored: '/me', opensDesk: true, right: null },
])('a message of $kind, console $opensDesk, leads to $right', ({ kind, stored, opensDesk, right }) => {
  expect(noticeAddress(kind, stored, opensDesk)).toBe(right);
});
