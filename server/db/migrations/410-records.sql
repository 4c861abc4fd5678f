-- Check-in and out, service records, proposals by two people, certificates.

create table attendances (
  volunteer_id uuid not null,
  id uuid not null,
  shift_id uuid not null,
  activity_id uuid not null,
  organization_path text not null,
  service_day date not null,
  state text not null,
  pairs int not null default 0,
  last_stamp_at timestamptz,
  record_id uuid,
  created_at timestamptz not null,
  constraint attendances__volunteer_id_id primary key (volunteer_id, id),
  constraint attendances__volunteer_id_shift_id unique (volunteer_id, shift_id)
);
comment on table attendances is 'One person at one shift: where they stand now; how they got there is in the stamps, records and audit events';
comment on column attendances.state is 'As listed in domain/records/attendance';
comment on column attendances.pairs is 'Closed in/out pairs';
comment on column attendances.record_id is 'The service record now in force';
create index attendances__shift_id on attendances (shift_id);
create index attendances__organization_path_state on attendances (organization_path text_pattern_ops, state, service_day);

create table attendance_stamps (
  volunteer_id uuid not null,
  id uuid not null,
  attendance_id uuid not null,
  shift_id uuid not null,
  direction text not null,
  stamped_at timestamptz not null,
  arrived_at timestamptz not null,
  source text not null,
  code_step bigint,
  is_late boolean not null,
  is_inside boolean,
  accuracy_metres int,
  recorded_by uuid,
  constraint attendance_stamps__volunteer_id_id primary key (volunteer_id, id),
  constraint attendance_stamps__volunteer_id_shift_id_code_step unique (volunteer_id, shift_id, code_step)
);
comment on table attendance_stamps is 'First-hand timestamps with their source; never overwritten, one per code step, so a scan that arrives twice counts once';
comment on column attendance_stamps.direction is 'in or out';
comment on column attendance_stamps.stamped_at is 'When the person was there; arrived_at is when the server learnt of it';
comment on column attendance_stamps.is_inside is 'Inside the fence, for self-located stamps; the place itself is not kept (PIPL)';
comment on column attendance_stamps.recorded_by is 'Who scanned or declared, where that is not the volunteer';
create index attendance_stamps__attendance_id on attendance_stamps (volunteer_id, attendance_id, stamped_at);

create table service_records (
  volunteer_id uuid not null,
  id uuid not null,
  attendance_id uuid not null,
  shift_id uuid not null,
  activity_id uuid not null,
  organization_id uuid not null,
  organization_path text not null,
  title text not null,
  place text not null,
  content text not null,
  people_served int,
  service_day date not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  counted jsonb not null,
  minutes int not null,
  balance text not null,
  source text not null,
  trace jsonb not null,
  level text not null,
  state text not null,
  quality text,
  quality_note text,
  person_in_charge_id uuid not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  transfer_id uuid,
  posted_at timestamptz,
  supersedes_id uuid,
  reversed_at timestamptz,
  constraint service_records__volunteer_id_id primary key (volunteer_id, id),
  constraint service_records__minutes check (minutes >= 0)
);
comment on table service_records is 'The record of a service with the fields of 民函〔2012〕340号; a corrected one stays and points to its reversal by state';
comment on column service_records.counted is 'Intervals that count, so that no other service counts them again';
comment on column service_records.balance is 'credit_minutes or honorary_minutes';
comment on column service_records.trace is 'Rule book, version, inputs and steps of the decision';
comment on column service_records.level is 'team, parent or province: who had to agree by the daily ladder';
comment on column service_records.state is 'awaiting_parent, awaiting_province, confirmed, returned, reversed or superseded';
comment on column service_records.posted_at is 'When the minutes took effect: hours as of a date read this';
create index service_records__volunteer_id_service_day on service_records (volunteer_id, service_day desc, id desc);
create index service_records__organization_path_service_day on service_records (organization_path text_pattern_ops, service_day);
create index service_records__attendance_id on service_records (volunteer_id, attendance_id);
create index service_records__activity_id on service_records (activity_id);

create table record_proposals (
  id uuid primary key,
  kind text not null,
  organization_id uuid not null,
  organization_path text not null,
  activity_id uuid not null,
  state text not null,
  reason text not null,
  evidence text not null default '',
  requested_by uuid not null,
  requested_at timestamptz not null,
  handled_by uuid,
  handled_at timestamptz,
  handled_note text,
  decided_by uuid,
  decided_at timestamptz,
  decided_note text
);
comment on table record_proposals is 'A correction, back-fill or import: handled by one person and approved by another, neither of them its subject';
comment on column record_proposals.state is 'requested, handled, approved or returned';
create index record_proposals__organization_path_state on record_proposals (organization_path text_pattern_ops, state, requested_at desc);
create index record_proposals__requested_by on record_proposals (requested_by, requested_at desc);

create table record_proposal_lines (
  volunteer_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  shift_id uuid not null,
  attendance_id uuid,
  record_id uuid,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  claimed_minutes int,
  source text not null,
  content text not null default '',
  result_record_id uuid,
  constraint record_proposal_lines__volunteer_id_id primary key (volunteer_id, id)
);
comment on table record_proposal_lines is 'What a proposal asks for each person: the time, and the record it would replace';
create index record_proposal_lines__proposal_id on record_proposal_lines (proposal_id);
create index record_proposal_lines__record_id on record_proposal_lines (volunteer_id, record_id);

create table certificate_series (
  organization_id uuid not null,
  year int not null,
  last_number int not null,
  constraint certificate_series__organization_id_year primary key (organization_id, year)
);
comment on table certificate_series is 'Running numbers of certificates by issuer and year';

create table certificate_prefixes (
  organization_id uuid primary key,
  prefix text not null,
  constraint certificate_prefixes__prefix unique (prefix)
);
comment on table certificate_prefixes is 'Letters before the certificate numbers of an issuer, unique among issuers';

create table certificates (
  volunteer_id uuid not null,
  id uuid not null,
  number text not null,
  organization_id uuid not null,
  organization_path text not null,
  purpose text not null,
  is_roll_up boolean not null,
  period_from date not null,
  period_until date not null,
  as_of timestamptz not null,
  record_ids uuid[] not null,
  services int not null,
  total_minutes int not null,
  sheet jsonb not null,
  pdf bytea not null,
  person_in_charge text not null,
  handled_by uuid,
  issued_at timestamptz not null,
  superseded_at timestamptz,
  superseded_reason text,
  revoked_at timestamptz,
  revoked_by uuid,
  revoke_reason text,
  constraint certificates__volunteer_id_id primary key (volunteer_id, id)
);
comment on table certificates is 'Numbered, archived, free of charge; a changed record turns those that list it superseded, the sheet itself stays';
comment on column certificates.handled_by is 'Null where the volunteer printed it; the platform then names itself';
comment on column certificates.sheet is 'What was printed, without personal fields';
create index certificates__organization_path_issued_at on certificates (organization_path text_pattern_ops, issued_at desc);

create table certificate_codes (
  code text primary key,
  number text not null,
  volunteer_id uuid not null,
  certificate_id uuid not null,
  constraint certificate_codes__number unique (number)
);
comment on table certificate_codes is 'Verification code to certificate: 40 random bits, not derived from the number';

-- One statement a check-in: the lock, the guard, the stamp, the audit event, the request key; each row is written once. It does
-- not notify: PostgreSQL lets only one notifying transaction commit at a time, so a rush would wait for the disk person by
-- person. The server tells the boards after commit.
create function records_stamp(
  p_volunteer_id uuid, p_actor_key text, p_request_key text, p_body_hash text, p_request_id text, p_actor_id uuid, p_permission text, p_now timestamptz,
  p_stamp_id uuid, p_attendance_id uuid, p_audit_id uuid, p_shift_id uuid, p_activity_id uuid, p_organization_path text, p_service_day date,
  p_direction text, p_stamped_at timestamptz, p_source text, p_code_step bigint, p_is_late boolean, p_is_inside boolean, p_accuracy_metres int,
  p_recorded_by uuid, p_pairs_allowed int
) returns jsonb language plpgsql as $$
declare
  kept request_keys;
  here attendances;
  earlier attendance_stamps;
  next_state text := case when p_direction = 'in' then 'checked_in' else 'checked_out' end;
  is_first boolean := false;
  is_evidence boolean := false;
  result jsonb;
begin
  select * into kept from request_keys k where k.actor_key = p_actor_key and k.request_key = p_request_key;
  if not found then
    -- The first stamp of a person at a shift: nothing to read, nothing to change afterwards.
    if (p_direction = 'in' and p_pairs_allowed > 0) or (p_direction = 'out' and p_is_late) then
      insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, pairs, last_stamp_at, created_at)
        values (p_volunteer_id, p_attendance_id, p_shift_id, p_activity_id, p_organization_path, p_service_day, next_state, (p_direction = 'out')::int, p_stamped_at, p_now)
        on conflict (volunteer_id, shift_id) do nothing;
      is_first := found;
    end if;
    if is_first then
      here.id := p_attendance_id;
    else
      insert into attendances (volunteer_id, id, shift_id, activity_id, organization_path, service_day, state, created_at)
        values (p_volunteer_id, p_attendance_id, p_shift_id, p_activity_id, p_organization_path, p_service_day, 'signed_up', p_now)
        on conflict (volunteer_id, shift_id) do nothing;
      select * into here from attendances a where a.volunteer_id = p_volunteer_id and a.shift_id = p_shift_id for update;
      -- A running twin has ended by now, and its answer is the answer.
      select * into kept from request_keys k where k.actor_key = p_actor_key and k.request_key = p_request_key;
    end if;
  end if;
  if kept.request_key is not null then
    if kept.body_hash <> p_body_hash then return jsonb_build_object('outcome', 'core.request_key_reused'); end if;
    return kept.answer -> 'body';
  end if;

  if not is_first then
    select * into earlier from attendance_stamps s where s.volunteer_id = p_volunteer_id and s.shift_id = p_shift_id and s.code_step = p_code_step;
    if found then
      result := jsonb_build_object('outcome', 'repeated', 'attendance_id', here.id, 'state', here.state, 'stamped_at', earlier.stamped_at, 'direction', earlier.direction);
    elsif here.state not in ('signed_up', 'checked_in', 'checked_out', 'no_show', 'awaiting_confirmation') then
      -- Too late for this attendance, yet first-hand: kept as evidence for a correction.
      if not p_is_late then return jsonb_build_object('outcome', 'records.state_forbids', 'state', here.state); end if;
      next_state := here.state;
      is_evidence := true;
    elsif not p_is_late and p_direction = 'in' and here.state = 'checked_in' then
      return jsonb_build_object('outcome', 'records.already_checked_in', 'state', here.state);
    elsif not p_is_late and p_direction = 'out' and here.state <> 'checked_in' then
      return jsonb_build_object('outcome', 'records.not_checked_in', 'state', here.state);
    elsif p_direction = 'in' and here.pairs >= p_pairs_allowed then
      return jsonb_build_object('outcome', 'records.too_many_pairs', 'state', here.state);
    end if;
  end if;

  if result is null then
    insert into attendance_stamps values (p_volunteer_id, p_stamp_id, here.id, p_shift_id, p_direction, p_stamped_at, p_now, p_source, p_code_step,
      p_is_late, p_is_inside, p_accuracy_metres, p_recorded_by);
    -- Stamps may arrive out of order: the latest moment decides where the person stands.
    if not is_first and not is_evidence then
      select case when s.direction = 'in' then 'checked_in' else 'checked_out' end into next_state
        from attendance_stamps s where s.volunteer_id = p_volunteer_id and s.attendance_id = here.id order by s.stamped_at desc, s.id desc limit 1;
      update attendances a set state = next_state, last_stamp_at = greatest(coalesce(a.last_stamp_at, p_stamped_at), p_stamped_at),
        pairs = (select count(*) from attendance_stamps s where s.volunteer_id = p_volunteer_id and s.attendance_id = here.id and s.direction = 'out')
        where a.volunteer_id = p_volunteer_id and a.id = here.id;
    end if;
    insert into audit_events (id, at, actor_person_id, permission, action, subject_type, subject_id, organization_path, after, request_id)
      values (p_audit_id, p_now, p_actor_id, p_permission, 'records.' || case when p_direction = 'in' then 'check_in' else 'check_out' end, 'attendance', here.id::text,
        p_organization_path, jsonb_build_object('source', p_source, 'stamped_at', p_stamped_at, 'is_late', p_is_late, 'code_step', p_code_step), p_request_id);
    result := jsonb_build_object('outcome', 'stamped', 'attendance_id', here.id, 'state', next_state, 'stamped_at', p_stamped_at, 'direction', p_direction);
  end if;
  if p_request_key is not null then
    insert into request_keys (actor_key, request_key, body_hash, status, answer, created_at)
      values (p_actor_key, p_request_key, p_body_hash, 200, jsonb_build_object('body', result), p_now);
  end if;
  return result;
end $$;
comment on function records_stamp is 'Writes one check-in or check-out; the rules were decided in domain/records, this only guards against races and repetitions';
