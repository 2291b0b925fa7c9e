-- The engine takes keys and disclosures away with the record that they open; no request may.
grant delete on access.access_disclosure, access.access_subjectkey, access.access_subject to engine;

-- What the audit trail says of an erasure of my own agency: the place of the event and the hash of its certificate.
create or replace function public.data_protection_sealed_erasure(erasure uuid)
returns table (event_id bigint, at timestamptz, seal text, sealed boolean)
language plpgsql stable security definer set search_path = public, access, pg_temp as $$
begin
  if not access.may('retention.keep') then return; end if;
  return query select e.id, e.at, e.detail ->> 'seal', exists (select 1 from audit_leaf l where l.event_id = e.id)
    from audit_event e join data_protection_erasure r on r.id = erasure
    join access.access_scope s on s.id = r.scope_id and s.agency_id = access.agency()
    where e.kind = 'erasure.done' and e.process not in ('app', 'worker', 'gate', 'front') and e.about @> array[erasure];
end $$;

-- Lets the next file of my own agency bring an erased record again; returns how many keys are barred no longer.
create or replace function public.data_protection_allow_again(erasure uuid) returns int
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
declare lifted int;
begin
  if not access.may('retention.keep') then
    raise exception 'This post may not decide this.' using errcode = '42501';
  end if;
  update people_erasedkey k set lifted_at = clock_timestamp() from access.access_scope s
   where k.erasure_id = erasure and k.lifted_at is null and s.id = k.scope_id and s.agency_id = access.agency();
  get diagnostics lifted = row_count;
  return lifted;
end $$;

-- How many keys of an erasure of my own agency are barred.
create or replace function public.data_protection_barred(erasure uuid) returns int
language plpgsql stable security definer set search_path = public, access, pg_temp as $$
begin return (
  select count(*)::int from people_erasedkey k join access.access_scope s on s.id = k.scope_id
   where k.erasure_id = erasure and k.lifted_at is null and s.agency_id = access.agency()
     and access.may('retention.keep')); end $$;

revoke all on function public.data_protection_sealed_erasure(uuid), public.data_protection_allow_again(uuid),
  public.data_protection_barred(uuid) from public;
grant execute on function public.data_protection_sealed_erasure(uuid), public.data_protection_allow_again(uuid),
  public.data_protection_barred(uuid) to app, worker;
