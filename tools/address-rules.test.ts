import { expect, test } from 'vitest';
import { writtenAddresses } from './address-rules.ts';

const inPage = (text: string): string[] =>
  writtenAddresses([{ path: 'web/phone/records/Hours.tsx', text }]).map((sentence) =>
    sentence.replace(/^web\/phone\/records\/Hours\.tsx (writes the address )?/, '').replace(/: .*/, ''),
  );

test.each([
  ['<Link href="/hours">', '"/hours"'],
  ['<Link href={`/hours/${id}`}>', '`/hours/${id}`'],
  ["go('/hours?child=1')", "'/hours?child=1'"],
  ["location.assign('/')", "'/'"],
  ['<a href="/">', '"/"'],
  ["const later = { back: '/' }", "'/'"],
  ["const late = open ? '/hours' : null", "'/hours'"],
  ["import { Link } from 'wouter'", 'imports wouter'],
  ["import { navigate } from 'wouter/use-browser-location'", 'imports wouter/use-browser-location'],
])('planted in a page, %s is seen', (text, seen) => expect(inPage(text)).toEqual([seen]));

test.each([
  "useRead('/api/shifts/{shift_id}')",
  "register('/service-worker.js')",
  "path.split('/')",
  '<Link href={recordsPhone.hours()}>',
  "import { Link } from '../../ui/navigation.tsx'",
  '/** Leads to `/hours`. */',
])('%s is no address that is written out', (text) => expect(inPage(text)).toEqual([]));

test('tests, the build and other roots may say where they are', () => {
  const text = "const home = '/console/'; open('/hours')";
  const paths = ['web/links.test.ts', 'web/vite.console.ts', 'web/phone/service-worker.ts', 'e2e/journey.ts'];
  expect(writtenAddresses(paths.map((path) => ({ path, text })))).toEqual([]);
});
