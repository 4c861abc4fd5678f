import { expect, test } from 'vitest';
import { deskPages, isOfDesk, ownAddress, phonePages, type Address, type DeskAddress } from './address.ts';
import { noticeTable, type NoticeSubject } from './notices.ts';

const desk = deskPages({
  needs: '/needs?at&state',
  need: '/needs/:need_id',
  claim: '/needs/:need_id/claims/:claim_id',
});
const phone = phonePages({ home: '/', wish: '/wishes/:wish_id?child' });

test.each<[string, Address, string]>([
  ['nothing asked', desk.needs(), '/console/needs'],
  ['what is not there is left out', desk.needs({ at: '3', state: undefined }), '/console/needs?at=3'],
  ['two in the address', desk.claim({ need_id: '3', claim_id: '4' }), '/console/needs/3/claims/4'],
  ['both in it and behind it', phone.wish({ wish_id: '3', child: '4' }), '/wishes/3?child=4'],
  ['signs of an address', phone.wish({ wish_id: 'a/b?c', child: '名 &' }), '/wishes/a%2Fb%3Fc?child=%E5%90%8D%20%26'],
  ['times and lists', desk.needs({ at: '09:30', state: 'a,b' }), '/console/needs?at=09:30&state=a,b'],
  ['what a message is about', desk.need.about('need_id'), '/console/needs/:id'],
  ['asked by a message', desk.needs.about('at', { state: 'late' }), '/console/needs?at=:id&state=late'],
])('%s', (_, address, right) => expect(address).toBe(right));

test('a route has the pattern without what may be asked', () => {
  expect([desk.needs.pattern, desk.claim.pattern, phone.home.pattern]).toEqual([
    '/console/needs',
    '/console/needs/:need_id/claims/:claim_id',
    '/',
  ]);
});

/** Held by the compiler: each of these lines is an error, or `npm run check` says that it is none. */
export const mistakes = (): unknown[] => {
  const goes = (_: Address): void => undefined;
  const goesAtDesk = (_: DeskAddress): void => undefined;
  return [
    // @ts-expect-error a page that does not exist
    () => desk.wishes(),
    // @ts-expect-error without its parameter
    () => desk.need(),
    // @ts-expect-error without one of two
    () => desk.claim({ need_id: '3' }),
    // @ts-expect-error a parameter of another page
    () => desk.need({ need_id: '3', wish_id: '4' }),
    // @ts-expect-error what the page is not asked
    () => desk.needs({ until: '2026-11-30' }),
    // @ts-expect-error an address that somebody wrote
    () => goes('/console/needs'),
    // @ts-expect-error a page of the phone where one of the desk is meant
    () => goesAtDesk(phone.home()),
    // @ts-expect-error a message about something that is not in the address
    () => desk.need.about('wish_id'),
  ];
};
const withSubject: NoticeSubject<'records.posted'> = ['3'];
// @ts-expect-error its page needs what it is about
const withoutSubject: NoticeSubject<'records.posted'> = [];

test('a message whose page needs an id takes one', () => {
  expect(withSubject.length - withoutSubject.length).toBe(1);
  expect(noticeTable['records.posted'].phone).toBe('/hours/:id');
});

test.each([
  ['/hours?child=3', '/hours?child=3'],
  ['//elsewhere.example', null],
  ['/\\elsewhere.example', null],
  ['https://elsewhere.example', null],
  [null, null],
])('of %s only a place of our own is gone to', (wanted, right) => expect(ownAddress(wanted)).toBe(right));

test.each([
  ['/console', true],
  ['/console/records', true],
  ['/consoles', false],
  ['/', false],
])('%s lies at the desk: %s', (path, right) => expect(isOfDesk(path)).toBe(right));
