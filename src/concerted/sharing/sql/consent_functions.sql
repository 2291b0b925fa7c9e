-- Whether a consent lets one scope's rows of one record go to an agency for a purpose: in date on the county's day, not
-- taken back, naming record, category, receiver and purpose. Never for MARAC, an investigation or the police (S19).
-- Holds the consent until the disclosure is committed: whoever takes it back at the same moment waits and ends it too.
create or replace function access.consent_covers(consent uuid, subject uuid, opened int, receiver int, why text)
returns boolean
language plpgsql volatile security definer set search_path = access, pg_temp as $$
begin return exists (
  select 1 from public.sharing_consent c
  join access.access_scope s on s.id = opened
  join access.access_scope mine on mine.id = c.scope_id and mine.agency_id = s.agency_id
  join public.partnership_agency r on r.id = receiver and r.kind <> 'police'
  cross join (select coalesce((select n.demonstration_as_at_on from public.partnership_county n limit 1),
                              (clock_timestamp() at time zone 'Europe/London')::date) as today) d
  where c.id = consent and c.record_id = subject and s.category = any (c.categories) and receiver = any (c.to_agencies)
    and c.purpose = why and why not in ('marac', 'investigation')
    and c.withdrawn_at is null and c.given_on <= d.today and d.today <= c.until_on
  for share of c); end $$;

revoke all on function access.consent_covers(uuid, uuid, int, int, text) from public;

-- What rests on a consent now, whoever of the agency shared it and for whichever purpose: its id and who receives it, for
-- a post that keeps the agency's consents. Taking it back ends all of it, so that all of it is counted and told.
create or replace function public.sharing_resting_on(consent uuid) returns table (disclosure uuid, receiver int)
language plpgsql stable security definer set search_path = public, access, pg_temp as $$
begin return query
  select d.id, d.to_agency_id from sharing_consent c
  join access_disclosure d on d.consent_id = c.id and d.rests_on = 'consent' and d.from_agency_id = access.agency()
   and (d.ended_at is null or clock_timestamp() < d.ended_at) and (d.until_at is null or clock_timestamp() < d.until_at)
  where c.id = consent and c.scope_id = any (access.write_scopes()) and access.may('consent.keep')
  order by d.from_at, d.id; end $$;

grant execute on function public.sharing_resting_on(uuid) to app, worker;

-- Ends what the session's agency gives in the place of a body that it followed: the scope is the predecessor's, which the
-- session reads and does not write. Says nothing where there is none.
create or replace function public.sharing_end_of_former(disclosure uuid, reason text) returns boolean
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
begin
  update access.access_disclosure d set ended_at = clock_timestamp(), ended_because = coalesce(reason, '')
    from access_scope c
   where d.id = disclosure and d.ended_at is null and d.rests_on <> 'emergency' and access.may('disclose')
     and c.id = d.scope_id and c.agency_id <> access.agency() and d.from_agency_id = access.agency()
     and c.id = any (access.scopes());
  return found;
end $$;

grant execute on function public.sharing_end_of_former(uuid, text) to app, worker;
