/** The people of the records tests: a leader, one who handles, one who reviews, one of the province; and the usual life of an hour. */
import { expect } from 'vitest';
import { at } from '../../domain/time.ts';
import { sql } from '../db/sql.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { testApp } from '../testing/test-app.ts';
import type { TestAnswer, TestApp, TestOrganization, TestPerson } from '../testing/test-app.ts';
import { scan, signUp, type Shift } from './fixtures.ts';
import { verifyRecords } from './service/verify-records.ts';

export const day = '2026-11-15';
export const hours = (time: string): Date => at(day, time);

export type Attendance = { id: string; state: string; record_id: string | null };
export type Results = {
  results: { refusal: string | null; record: { record_id: string; minutes: number; state: string } | null }[];
};
export type Hours = {
  credit_minutes: number;
  honorary_minutes: number;
  by_source: { source: string; minutes: number }[];
  rows: {
    record_id: string;
    attendance_id: string;
    state: string;
    minutes: number;
    title: string;
    can: { request_correction: boolean };
  }[];
};

export type House = {
  readonly t: TestApp & { close(): Promise<void> };
  readonly province: TestOrganization;
  readonly county: TestOrganization;
  readonly zhou: TestPerson; // team leader
  readonly hejing: TestPerson; // handles
  readonly luo: TestPerson; // reviews
  readonly boss: TestPerson; // provincial
  newcomer(name: string, shift: Shift): Promise<TestPerson>;
  attendanceOf(person: TestPerson, shift: Shift): Promise<Attendance>;
  confirm(who: TestPerson, person: TestPerson, shift: Shift, more?: object): Promise<TestAnswer<Results>>;
  /** In at one time, out at another, confirmed: the usual life of an hour. */
  served(person: TestPerson, shift: Shift, from: Date, to: Date): Promise<{ record_id: string; minutes: number }>;
  hoursOf(person: TestPerson): Promise<Hours>;
  /** Ledger and records must stand at the end of every file. */
  leave(): Promise<void>;
};

export async function makeHouse(options: { servers?: number } = {}): Promise<House> {
  const t = await testApp({ now: hours('08:00'), ...options });
  const province = await t.organization('省青年志愿者协会', null, { level: 'province' });
  const county = await t.organization('云汀区青年志愿者协会', province, { level: 'county' });
  const zhou = await t.person('周敏', [
    {
      permissions: ['records.check_in', 'records.confirm', 'records.read', 'projects.read', 'records.propose'],
      at: county,
    },
  ]);
  const hejing = await t.person('何景', [
    {
      permissions: [
        'records.propose',
        'records.approve',
        'records.read',
        'records.certify',
        'projects.read',
        'organizations.read',
      ],
      at: county,
    },
  ]);
  const luo = await t.person('罗岚', [
    { permissions: ['records.propose', 'records.approve', 'records.read', 'projects.read'], at: county },
  ]);
  const boss = await t.person('沈知', [
    { permissions: ['records.approve', 'records.read', 'projects.read'], at: province },
  ]);
  const attendanceOf = async (person: TestPerson, shift: Shift): Promise<Attendance> => {
    const [row] = await t.rows<Attendance>(
      sql`select id, state, record_id from attendances where volunteer_id = ${person.id} and shift_id = ${shift.id}`,
    );
    if (row === undefined) throw new Error('no attendance');
    return row;
  };
  const confirm: House['confirm'] = async (who, person, shift, more = {}) =>
    t.post<Results>(who, '/api/confirmations', {
      lines: [
        {
          volunteer_id: person.id,
          attendance_id: (await attendanceOf(person, shift)).id,
          quality: 'excellent',
          ...more,
        },
      ],
    });
  return {
    t,
    province,
    county,
    zhou,
    hejing,
    luo,
    boss,
    attendanceOf,
    confirm,
    newcomer: async (name, shift) => {
      const person = await t.volunteer(name, county);
      await signUp(t, shift, [person], county);
      return person;
    },
    served: async (person, shift, from, to) => {
      expect((await scan(t, person, shift, 'in', from)).status).toBe(200);
      expect((await scan(t, person, shift, 'out', to)).status).toBe(200);
      const record = (await confirm(zhou, person, shift)).body.results[0]?.record;
      if (!record) throw new Error('not confirmed');
      return record;
    },
    hoursOf: async (person) => (await t.get<Hours>(person, '/api/my/hours')).body,
    leave: async () => {
      expect((await verifyLedger(t.services.reader)).faults).toEqual([]);
      expect(await verifyRecords(t.services.reader)).toEqual([]);
      await t.close();
    },
  };
}
