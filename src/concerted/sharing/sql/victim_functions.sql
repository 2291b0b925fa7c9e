-- A request for a victim's information (S4) is opened to the service that it names, on the statute, by the post that
-- wrote it: to a role that answers requests or keeps their log. It opens the request, never anything of the service.

create or replace function public.sharing_open_request(request uuid, reader text, reader_purpose text) returns void
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
declare held sharing_victimrequest; opening uuid := gen_random_uuid();
begin
  select v.* into held from sharing_victimrequest v
   where v.id = request and v.scope_id = sharing_my_scope('victim_request') and v.asked_by_id = access.post()
     and v.withdrawn_at is null;
  if held.id is null or not access.may('victim_requests.make') or held.to_agency_id = access.agency()
     or not exists (select 1 from access_permission p where p.role_class = reader
                     and p.permission in ('victim_requests.answer', 'victim_requests.read'))
     or not exists (select 1 from partnership_gateway g where g.code = 'pcsca-2022-ch3a'
                     and (g.from_on is null or g.from_on <= current_date)
                     and (g.until_on is null or current_date < g.until_on)) then
    raise exception 'This request may not be made.' using errcode = '42501';
  end if;
  if exists (select 1 from access_disclosure d join access_subjectkey k on k.disclosure_id = d.id
              where d.act_id = request and k.role_class = reader and k.purpose = reader_purpose) then
    return;
  end if;
  insert into access_disclosure (id, act_id, subject_id, scope_id, from_agency_id, to_agency_id, purpose, regime,
                                 gateway_id, rests_on, because, from_at, ended_because, by_post_id)
    values (opening, request, request, held.scope_id, access.agency(), held.to_agency_id, reader_purpose, 'uk_gdpr',
            'pcsca-2022-ch3a', 'statute', 'A request for a victim''s information', clock_timestamp(), '',
            access.post());
  insert into access_subjectkey (agency_id, post_id, role_class, purpose, subject_id, scope_id, may_write,
                                 disclosure_id, from_at)
    values (held.to_agency_id, null, reader, reader_purpose, request, held.scope_id, false, opening,
            clock_timestamp());
end $$;

grant execute on function public.sharing_open_request(uuid, text, text) to app, worker;
