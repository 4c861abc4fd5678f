import { expect, test } from 'vitest';
import {
  changeable,
  choiceOf,
  noticeAddress,
  noticeKinds,
  noticeTable,
  offeredKinds,
  type NoticeKind,
  type NoticeParams,
  type NoticeSubject,
} from './notices.ts';
import { ownPhone } from './paths.ts';
import { own, type NoticeEntry, type NoticeTable } from './notice.ts';

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
    title: { zh: '来了', en: 'Came' },
    channels: own,
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
  const kind = { title: { zh: '有', en: 'Yes' }, channels: own, params: {} };
  // @ts-expect-error staff work at a desk
  const deskless: NoticeTable = { 'needs.told': { ...kind, zh: '有', en: 'yes', to: 'staff', phone: '/me' } };
  // @ts-expect-error whom is it for?
  const unread: NoticeTable = { 'needs.told': { ...kind, zh: '有', en: 'yes', phone: '/me' } };
  // @ts-expect-error there is no English
  const speechless: NoticeTable = { 'needs.told': { ...kind, zh: '有', to: 'person', phone: '/me' } };
  const { channels: _channels, ...mute } = kind;
  // @ts-expect-error which ways does it go?
  const wayless: NoticeTable = { 'needs.told': { ...mute, zh: '有', en: 'yes', to: 'person', phone: '/me' } };
  expect([deskless, unread, speechless, wayless]).toHaveLength(4);
});

test.each([
  ['always', null, { is_on: true, may_change: false }],
  ['always', false, { is_on: true, may_change: false }],
  ['never', true, { is_on: false, may_change: false }],
  ['on', null, { is_on: true, may_change: true }],
  ['on', false, { is_on: false, may_change: true }],
  ['off', null, { is_on: false, may_change: true }],
  ['off', true, { is_on: true, may_change: true }],
] as const)('a way that is %s, where somebody said %s', (reach, said, right) => {
  expect(choiceOf(reach, said)).toEqual(right);
});

const rights =
  /^accounts\.(?!roles_gained)|merge_(requested|waits|stopped|decided)|recovery_waits|looked_at|matter_answered|guardian_|consent_ended|no_show|records\./;

test('security and decisions about one’s own rights cannot be switched off in the app', () => {
  const kinds = noticeKinds.filter((kind) => rights.test(kind));
  expect(kinds.length).toBeGreaterThan(35);
  expect(kinds.filter((kind) => changeable(kind, 'in_app') !== null)).toEqual([]);
  expect(changeable('projects.invited', 'in_app')).toBe('projects.invited');
  expect(changeable('accounts.password_set', 'sms')).toBeNull();
  expect(changeable('records.posted', 'sms')).toBeNull();
  expect(changeable('needs.nothing', 'sms')).toBeNull();
});

test('no text message tells an unmasked name: such kinds stay in the app', () => {
  const unmasked = noticeKinds.filter(
    (kind) => 'name' in noticeTable[kind].params && noticeTable[kind].channels.sms !== 'never',
  );
  // these are written with a mask (give-back-seats.ts, change-membership.ts)
  expect(unmasked).toEqual([
    'volunteers.consent_ended',
    'volunteers.label_waits',
    'projects.seat_given_back',
    'projects.consent_ended_here',
  ]);
});

test('kinds are offered noun by noun, those of the desk to who works there alone', () => {
  const said = new Map([['projects.invited', { in_app: false, sms: null }]]);
  const own = offeredKinds(said, { is_staff: false, language: 'zh' });
  expect(own.map(({ noun, title }) => `${noun} ${title}`)).toEqual([
    'organizations 组织',
    'accounts 账号与权限',
    'volunteers 志愿者',
    'projects 项目与活动',
    'records 签到与服务记录',
  ]);
  const kinds = own.flatMap((group) => group.kinds);
  expect(kinds.filter(({ kind }) => noticeTable[kind].to === 'staff')).toEqual([]);
  expect(kinds.find(({ kind }) => kind === 'projects.invited')).toEqual({
    kind: 'projects.invited',
    title: '活动邀请',
    in_app: { is_on: false, may_change: true },
    sms: { is_on: false, may_change: true },
  });
  const desk = offeredKinds(said, { is_staff: true, language: 'en' }).flatMap((group) => group.kinds);
  expect(desk.map(({ kind }) => kind).sort()).toEqual([...noticeKinds].sort());
});
