-- The only way in which a request reads the audit trail: the post must hold the permission audit.read.
--
-- A data protection officer sees what posts of the own agency read and did; and of other agencies' work only that a
-- record which the own agency supplied was looked at: never an act, never which other records the page showed, and
-- nothing at all of an agency whose knowing somebody is itself secret (S3), nor of a post that supports victims or
-- investigates: that one looked at an offender's record would tell that there is a victim's case or an inquiry (S2).
-- What is left out leaves no gap: rows carry
-- no number that counts.

create or replace function public.audit_looks_at(subjects uuid[], since timestamptz, until timestamptz,
  before_at timestamptz, before_id bigint, most int)
returns table (id bigint, at timestamptz, kind text, post_id uuid, agency_id int, purpose text, about uuid[], page text)
language plpgsql stable security definer set search_path = public, access, pg_temp as $$
declare mine int := access.agency(); supplied uuid[];
begin
  if mine is null or not access.may('audit.read') then return; end if;
  select coalesce(array_agg(r.id), '{}') into supplied
    from people_record r where r.id = any (subjects) and r.agency_id = mine;
  return query
  select e.id, e.at, e.kind, e.post_id, e.agency_id, e.purpose,
         case when e.agency_id = mine then e.about
              else (select array_agg(a.id order by a.place) from unnest(e.about) with ordinality a(id, place)
                     where a.id = any (supplied)) end,
         case when e.agency_id = mine
                or e.detail->>'permission' in ('people.read', 'find', 'plan.read') then e.detail->>'page' end
  from audit_event e
  where e.about && subjects and e.at >= since and e.at < until
    and (e.at, e.id) < (coalesce(before_at, 'infinity'), coalesce(before_id, 9223372036854775807))
    and (e.agency_id = mine
         or (e.kind = 'page.opened' and e.about && supplied and e.purpose not in ('victims', 'investigation')
             and exists (select 1 from partnership_agency g where g.id = e.agency_id and not g.existence_protected)))
  order by e.at desc, e.id desc limit least(most, 5000);
end $$;

create or replace function public.audit_looks_by(wanted uuid, since timestamptz, until timestamptz,
  before_at timestamptz, before_id bigint, most int)
returns table (id bigint, at timestamptz, kind text, post_id uuid, agency_id int, purpose text, about uuid[], page text)
language plpgsql stable security definer set search_path = public, access, pg_temp as $$
declare mine int := access.agency();
begin
  if mine is null or not access.may('audit.read') then return; end if;
  return query
  select e.id, e.at, e.kind, e.post_id, e.agency_id, e.purpose, e.about, e.detail->>'page'
  from audit_event e
  where e.post_id = wanted and e.agency_id = mine and e.at >= since and e.at < until
    and (e.at, e.id) < (coalesce(before_at, 'infinity'), coalesce(before_id, 9223372036854775807))
  order by e.at desc, e.id desc limit least(most, 5000);
end $$;

-- What posts of the own agency did, apart from opening pages; `wanted` is what stands before the dot of a kind, empty
-- for all.
create or replace function public.audit_acts(wanted text, since timestamptz, until timestamptz,
  before_at timestamptz, before_id bigint, most int)
returns table (id bigint, at timestamptz, kind text, post_id uuid, agency_id int, purpose text, about uuid[], page text)
language plpgsql stable security definer set search_path = public, access, pg_temp as $$
declare mine int := access.agency(); last_at timestamptz := coalesce(before_at, 'infinity');
        last_id bigint := coalesce(before_id, 9223372036854775807);
begin
  if mine is null or not access.may('audit.read') then return; end if;
  if wanted = '' then
    return query
    select e.id, e.at, e.kind, e.post_id, e.agency_id, e.purpose, e.about, null::text
    from audit_event e
    where e.agency_id = mine and e.kind <> 'page.opened' and e.at >= since and e.at < until
      and (e.at, e.id) < (last_at, last_id)
    order by e.at desc, e.id desc limit least(most, 5000);
  else
    return query
    select e.id, e.at, e.kind, e.post_id, e.agency_id, e.purpose, e.about, null::text
    from audit_event e
    where e.agency_id = mine and e.kind <> 'page.opened' and e.at >= since and e.at < until
      and e.kind collate "C" >= wanted || '.' and e.kind collate "C" < wanted || '/'
      and (e.at, e.id) < (last_at, last_id)
    order by e.at desc, e.id desc limit least(most, 5000);
  end if;
end $$;

-- For each post of the own agency and each hour: how many people its pages showed. Records of one person count once.
create or replace function public.audit_hours(since timestamptz, until timestamptz)
returns table (post_id uuid, hour timestamptz, people bigint)
language plpgsql stable security definer set search_path = public, access, pg_temp set work_mem = '64MB' as $$
declare mine int := access.agency();
begin
  if mine is null or not access.may('audit.read') then return; end if;
  return query
  select d.post_id, d.hour, count(*)
  from (select distinct e.post_id, date_trunc('hour', e.at) as hour, coalesce(r.person_id, r.id) as person
        from audit_event e cross join lateral unnest(e.about) a(id) join people_record r on r.id = a.id
        where e.agency_id = mine and e.kind = 'page.opened' and e.post_id is not null
          and e.at >= since and e.at < until) d
  group by 1, 2;
end $$;

-- Whom each post of the own agency looked at on the page of a person, and whether an act of the agency ever named them.
create or replace function public.audit_people(since timestamptz, until timestamptz, most int)
returns table (post_id uuid, subject uuid, times bigint, last_at timestamptz, acted boolean)
language plpgsql stable security definer set search_path = public, access, pg_temp set work_mem = '64MB' as $$
declare mine int := access.agency();
begin
  if mine is null or not access.may('audit.read') then return; end if;
  return query
  with looked as (
    select e.post_id, a.id, count(*) as times, max(e.at) as last_at
    from audit_event e cross join lateral unnest(e.about) a(id)
    where e.agency_id = mine and e.kind = 'page.opened' and e.detail->>'permission' = 'people.read'
      and e.post_id is not null and e.at >= since and e.at < until
    group by 1, 2 order by 4 desc limit least(most, 5000)),
  acts as (
    select distinct a.id from audit_event e cross join lateral unnest(e.about) a(id)
    where e.agency_id = mine and e.kind <> 'page.opened' and e.at < until)
  select l.post_id, l.id, l.times, l.last_at, acts.id is not null
  from looked l join people_record r on r.id = l.id left join acts on acts.id = l.id
  order by l.last_at desc, l.id;
end $$;

-- Hashes of the sealed tree for a proof, up to the newest checkpoint that was signed: of younger events nothing, not
-- even how many there are. Events carry a random salt, so that a hash tells nothing of its event.
create or replace function public.audit_hashes(wanted_level int, start bigint, width int) returns setof bytea
language plpgsql stable security definer set search_path = public, access, pg_temp as $$
declare signed bigint;
begin
  if not access.may('audit.read') then return; end if;
  select coalesce(max(c.size), 0) into signed from audit_checkpoint c;
  if width > 256 or ((start + width) << wanted_level) > signed then return; end if;
  if wanted_level = 0 then
    return query select l.hash from audit_leaf l where l.index >= start and l.index < start + width order by l.index;
  else
    return query select n.hash from audit_node n
      where n.level = wanted_level and n.index >= start and n.index < start + width order by n.index;
  end if;
end $$;

revoke execute on function public.audit_looks_at(uuid[], timestamptz, timestamptz, timestamptz, bigint, int) from public;
revoke execute on function public.audit_looks_by(uuid, timestamptz, timestamptz, timestamptz, bigint, int) from public;
revoke execute on function public.audit_acts(text, timestamptz, timestamptz, timestamptz, bigint, int) from public;
revoke execute on function public.audit_hours(timestamptz, timestamptz) from public;
revoke execute on function public.audit_people(timestamptz, timestamptz, int) from public;
revoke execute on function public.audit_hashes(int, bigint, int) from public;
grant execute on function public.audit_looks_at(uuid[], timestamptz, timestamptz, timestamptz, bigint, int) to app, worker;
grant execute on function public.audit_looks_by(uuid, timestamptz, timestamptz, timestamptz, bigint, int) to app, worker;
grant execute on function public.audit_acts(text, timestamptz, timestamptz, timestamptz, bigint, int) to app, worker;
grant execute on function public.audit_hours(timestamptz, timestamptz) to app, worker;
grant execute on function public.audit_people(timestamptz, timestamptz, int) to app, worker;
grant execute on function public.audit_hashes(int, bigint, int) to app, worker;

-- Invented events of the past, for a demonstration that is still being loaded; never afterwards, never elsewhere.
create or replace function public.audit_demonstrate(happened timestamptz, wanted uuid, event_kind text,
  event_about uuid[], event_detail jsonb) returns void
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
begin
  if not exists (select 1 from partnership_county c where c.demonstration_as_at_on is not null and c.ready_at is null)
     or happened > clock_timestamp() then
    raise exception 'Events are invented only while a demonstration is loaded.' using errcode = '42501';
  end if;
  insert into audit_event (at, kind, post_id, agency_id, purpose, process, about, detail)
  select happened, event_kind, p.id, p.agency_id, p.purpose, session_user::text, event_about, event_detail
  from partnership_post p where p.id = wanted;
end $$;
revoke execute on function public.audit_demonstrate(timestamptz, uuid, text, uuid[], jsonb) from public;
grant execute on function public.audit_demonstrate(timestamptz, uuid, text, uuid[], jsonb) to engine;
