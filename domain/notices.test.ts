import { expect, test } from 'vitest';
import { noticeAddress, noticeTable, type NoticeKind, type NoticeParams, type NoticeSubject } from './notices.ts';
import { ownPhone } from './paths.ts';
import type { NoticeEntry, NoticeTable } from './notice.ts';

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

/** What a table says wrong: places that are filled by nothing, and params that no sentence shows. */
function wrongIn(table: Readonly<Record<string, NoticeEntry>>): string[] {
  return Object.entries(table).flatMap(([kind, { zh, en, params }]) => {
    const placed = new Set([...`${zh} ${en}`.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''));
    return [
      ...[...placed].filter((name) => params[name] === undefined).map((name) => `${kind} fills {${name}} with nothing`),
      ...Object.keys(params)
        .filter((name) => !placed.has(name))
        .map((name) => `${kind} shows ${name} nowhere`),
    ];
  });
}

test('every place in a sentence is filled, and whatever is given is shown', () => {
  expect(wrongIn(noticeTable)).toEqual([]);
  const planted = {
    zh: '{a}来了',
    en: '{a} came with {b}',
    params: { a: 'text', c: 'number' },
    to: 'person',
    phone: ownPhone.me(),
  } as const;
  expect(wrongIn({ 'needs.planted': planted })).toEqual([
    'needs.planted fills {b} with nothing',
    'needs.planted shows c nowhere',
  ]);
});

test('a message without what it shows, with more, or without what its page is about, does not compile', () => {
  const says = <K extends NoticeKind>(kind: K, params: NoticeParams<K>, ...subject: NoticeSubject<K>): string =>
    `${kind} ${Object.keys(params).join()} ${subject.join()}`;
  expect(says('records.returned', { title: '江边清洁', note: '少了签退' }, id)).toContain(id);
  // @ts-expect-error the note is missing
  says('records.returned', { title: '江边清洁' }, id);
  // @ts-expect-error nothing shows who
  says('records.returned', { title: '江边清洁', note: '', who: '林' }, id);
  // @ts-expect-error a count is a number
  says('volunteers.consent_ended', { name: '林', cause: '', cause_en: '', count: '3' });
  // @ts-expect-error which record?
  says('records.returned', { title: '江边清洁', note: '' });
  // @ts-expect-error no page of it takes an id
  says('accounts.new_device', { device: '手机' }, id);
  // @ts-expect-error nobody declared it
  says('records.invented', {});
});

test('a kind without words, a reader or the page of that reader does not compile', () => {
  // @ts-expect-error staff work at a desk
  const deskless: NoticeTable = { 'needs.told': { zh: '有', en: 'yes', params: {}, to: 'staff', phone: '/me' } };
  // @ts-expect-error whom is it for?
  const unread: NoticeTable = { 'needs.told': { zh: '有', en: 'yes', params: {}, phone: '/me' } };
  // @ts-expect-error there is no English
  const speechless: NoticeTable = { 'needs.told': { zh: '有', params: {}, to: 'person', phone: '/me' } };
  expect([deskless, unread, speechless]).toHaveLength(3);
});
