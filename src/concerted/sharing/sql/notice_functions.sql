-- Notices: one line that an agency must be told, with where to go. Only these functions write one to another agency; the
-- sender is taken from the session's token, and a notice says the least, since every post of its agency could read it.

create or replace function public.sharing_write_notice(receiver int, holders text, sort text, said text, link text)
returns void
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
declare told int;
begin
  if sort <> all (array['disclosure_given', 'disclosure_ended', 'consent_withdrawn', 'emergency_opened',
                        'emergency_reviewed', 'agreement', 'post', 'breach', 'rights', 'rectified', 'erased',
                        'retention', 'audit'])
     or not exists (select 1 from access_permission p where p.permission = holders)
     or coalesce(btrim(said), '') = '' or length(said) > 500
     or length(coalesce(link, '')) > 200 or coalesce(link, '') !~ '^(/[A-Za-z0-9][A-Za-z0-9/_.?=&#-]*)?$' then
    raise exception 'A notice has a declared kind, a permission, words, and an address of this site.'
      using errcode = '22023';
  end if;
  insert into access_scope (agency_id, category, sensitivity)
    select g.id, 'notice', 0 from partnership_agency g where g.id = receiver on conflict do nothing;
  select c.id into told from access_scope c
   where c.agency_id = receiver and c.category = 'notice' and c.sensitivity = 0;
  if told is null then
    raise exception 'A notice goes to an agency that there is.' using errcode = '22023';
  end if;
  insert into sharing_notice (id, scope_id, permission, kind, words, href, from_agency_id, at)
    values (gen_random_uuid(), told, holders, sort, btrim(said), coalesce(link, ''), access.agency(),
            clock_timestamp());
end $$;

create or replace function public.sharing_notify(receiver int, holders text, sort text, said text, link text)
returns void
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
begin
  if access.post() is null then
    raise exception 'Nobody is signed in.' using errcode = '42501';
  end if;
  perform public.sharing_write_notice(receiver, holders, sort, said, link);
end $$;

-- A post that a notice is for says that it has been seen; twice changes nothing, and a hidden one is as one missing.
create or replace function public.sharing_see_notice(notice uuid) returns boolean
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
begin
  update sharing_notice n set seen_at = clock_timestamp(), seen_by_id = access.post()
   where n.id = notice and n.seen_at is null and n.scope_id = any (access.write_scopes())
     and access.may(n.permission);
  return found;
end $$;

grant execute on function public.sharing_write_notice(int, text, text, text, text) to engine;
grant execute on function public.sharing_notify(int, text, text, text, text) to app, worker;
grant execute on function public.sharing_see_notice(uuid) to app, worker;
