import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Fault } from '../../ledger/fault.ts';
import { inOnePass } from '../../ledger/in-one-pass.ts';
import { agrees, recordHash, recordKey, sourceUnits } from './standing.ts';

type Row = {
  readonly record_id: string | null;
  readonly transfer_id: string | null;
  readonly volunteer_id: string;
  readonly says: string;
};

/**
 * Records and transfers both ways, from one look through both: every confirmed record has its transfer, every transfer of minutes
 * its record or the entry that it reverses, and they say the same in all that they share. The transfer's request key holds the
 * hash of the whole record, where it was posted since there is one. A record that an appeal gave back rests on the transfer that
 * overturned the strike; the one before it stands for itself, taken back and given again.
 */
export async function verifyRecords(reader: Reader): Promise<Fault[]> {
  const [r, t] = [sql`r`, sql`t`];
  const rows = await inOnePass(reader, () =>
    reader.all<Row>(sql`
    select r.id as record_id, t.id as transfer_id, coalesce(r.volunteer_id, t.owner_id) as volunteer_id, judged.says
    from (select * from service_records where transfer_id is not null or (state = 'confirmed' and minutes > 0)) r
      left join ${sourceUnits} on source_units.source = r.source
      full join (
        select given.owner_id, given.id, part.account, part.unit, part.amount, given.reason, given.reference, given.reverses_id, given.organization_id, given.organization_path, given.service_day,
          given.posted_at, given.request_key, back.posted_at as reversed_at, again.id as given_again_by
        from ledger_transactions given join ledger_legs part on part.owner_id = given.owner_id and part.transaction_id = given.id
          left join ledger_transactions back on back.owner_id = given.owner_id and back.reverses_id = given.id
          left join ledger_transactions again on again.owner_id = back.owner_id and again.overturns_id = back.id and again.reference = given.reference
        where part.account like 'volunteer:%' and part.unit in ('credit_minutes', 'honorary_minutes') and given.reverses_id is null) t on t.owner_id = r.volunteer_id and t.id = r.transfer_id
      cross join lateral (select case
        when r.id is null and t.given_again_by is not null then null
        when r.id is null and t.reason = 'service_confirmed' then 'gives minutes without a service record'
        when r.id is null then 'moves minutes without a service record or an entry that it reverses'
        when t.id is null then 'does not match its transfer: there is none'
        when not ${agrees(r, t, t)} then 'does not match its transfer: ' || case when t.reference <> 'service_record:' || r.id then 'it is of ' || t.reference else concat_ws(', ',
          case when t.unit is distinct from r.balance then 'unit' end, case when t.amount is distinct from r.minutes then 'minutes' end,
          case when t.organization_id is distinct from r.organization_id then 'organisation' end, case when t.organization_path is distinct from r.organization_path then 'path of the day' end,
          case when t.service_day is distinct from r.service_day then 'day' end,
          case when t.account is distinct from 'volunteer:' || r.volunteer_id then 'person' end) end
        when t.posted_at is distinct from r.posted_at::timestamptz(3) then 'does not match its transfer: moment of posting'
        when r.state = 'confirmed' and t.reversed_at is not null then 'is confirmed, but its transfer was reversed'
        when r.state in ('reversed', 'superseded') and t.reversed_at is null then 'was taken out of force, but its transfer stands'
        when r.state in ('reversed', 'superseded') and t.reversed_at is distinct from r.reversed_at::timestamptz(3) then 'does not match the reversal of its transfer: moment'
        when r.state not in ('confirmed', 'reversed', 'superseded') then 'is ' || r.state || ', but has a transfer'
        when source_units.unit is distinct from r.balance then 'has a source that does not give this kind of minutes'
        when t.request_key <> ${recordKey(r)} and t.request_key like 'record %' and split_part(t.request_key, ' ', 3) not in ('', ${recordHash(r)}) then 'was changed after it was posted'
        end as says) judged
    where judged.says is not null
    order by volunteer_id, r.id, t.id limit 40`),
  );
  return rows.map((row): Fault => ({
    check: 'record',
    says: row.says,
    where:
      row.record_id === null
        ? `transfer ${row.transfer_id} of ${row.volunteer_id}`
        : `service record ${row.record_id} of ${row.volunteer_id}`,
  }));
}
