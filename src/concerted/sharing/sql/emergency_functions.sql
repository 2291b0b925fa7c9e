-- Opening in an emergency: keys for one post to the records of one person, as far as their category has `emergency` and
-- their agency's knowing somebody is no secret. What S1 and S4 close is never among them, whatever the reason: where
-- there is nothing else the same statements run and the same is answered. Each owner and both sides' data protection
-- officers are told in the same transaction.

create or replace function public.sharing_tell_of_emergency(emergency uuid) returns void
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
declare held sharing_emergency; mine int; name text; about text; until_when text; owner int;
begin
  select e.* into held from sharing_emergency e where e.id = emergency;
  select p.agency_id, g.name into mine, name from partnership_post p join partnership_agency g on g.id = p.agency_id
   where p.id = held.opened_by_id;
  select p.reference into about from people_person p where p.id = held.person_id;
  until_when := to_char(held.until_at at time zone 'Europe/London', 'HH24:MI "on" FMDD FMMonth');
  for owner in select distinct d.from_agency_id from access_disclosure d
                where d.act_id = emergency and d.from_agency_id <> mine order by 1 loop
    perform sharing_write_notice(owner, holders, 'emergency_opened',
        name || ' opened your agency''s records of ' || about || ' in an emergency, until ' || until_when
        || '. The log of what was shared says why.', '/people/' || about || '/shared')
      from unnest(array['disclose', 'emergency.review']) holders;
  end loop;
  perform sharing_write_notice(mine, 'emergency.review', 'emergency_opened',
    'A post of your agency opened records of ' || about || ' in an emergency, until ' || until_when
    || '. It waits for your review.', '/emergencies/' || emergency);
end $$;

create or replace function public.sharing_open_emergency(opening uuid, about uuid, reason text, hours int)
returns void
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
declare me access.session; kept int := sharing_my_scope('emergency'); at timestamptz := clock_timestamp();
begin
  select s.* into me from access.session s where s.hash = access.secret();
  if kept is null or not access.may('emergency.open') or not sharing_sees(about) then
    raise exception 'There is nobody here whose records this post may open.' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('sharing_emergency ' || me.post_id, 0));
  if exists (select 1 from sharing_emergency e where e.id = opening and e.opened_by_id = me.post_id) then return; end if;
  if coalesce(btrim(reason), '') = '' or length(reason) > 500
     or hours is null or hours not between 1 and sharing_decided('sharing.emergency_hours', 4) then
    raise exception 'An opening says why, and for how many of the hours that the county allows.' using errcode = '22023';
  end if;
  insert into sharing_emergency (id, scope_id, person_id, because, opened_at, until_at, opened_by_id, outcome, finding,
                                 version)
    values (opening, kept, about, btrim(reason), at, at + make_interval(hours => hours), me.post_id, '', '', 1);
  with opened as (
    insert into access_disclosure (id, act_id, subject_id, scope_id, from_agency_id, to_agency_id, purpose, regime,
                                   gateway_id, rests_on, because, from_at, until_at, ended_because, by_post_id)
    select gen_random_uuid(), opening, r.id, c.id, g.id, me.agency_id, me.purpose,
           case when g.competent_authority and mine.competent_authority then 'part_3' else 'uk_gdpr' end,
           'vital-interests', 'emergency', btrim(reason), at, at + make_interval(hours => hours), '', me.post_id
    from people_record r
    join access_scope whole on whole.id = r.scope_id and whole.sensitivity <= me.clearance
    join access_category w on w.code = whole.category and w.emergency and not w.existence_protected and not w.victims
    join partnership_agency g on g.id = whole.agency_id and g.id = r.agency_id and not g.existence_protected
     and g.kind <> all (array['victims_service', 'refuge', 'sexual_violence_service'])  -- whatever the list says of it
    join partnership_agency mine on mine.id = me.agency_id
    join access_scope c on c.agency_id = g.id and c.sensitivity <= me.clearance
    join access_category k on k.code = c.category and k.emergency and not k.existence_protected and not k.victims
    where r.person_id = about and not c.id = any ((select access.scopes())::int[])
      and not exists (select 1 from access.my_key o where o.subject_id = r.id and o.scope_id = c.id)
    returning *)
  insert into access_subjectkey (agency_id, post_id, role_class, purpose, subject_id, scope_id, may_write,
                                 disclosure_id, from_at, until_at)
    select o.to_agency_id, me.post_id, me.role_class, o.purpose, o.subject_id, o.scope_id, false, o.id, o.from_at,
           o.until_at
    from opened o;
  perform sharing_tell_of_emergency(opening);
exception when unique_violation then
  raise exception 'There is nobody here whose records this post may open.' using errcode = '42501';
end $$;

create or replace function public.sharing_shut(emergency uuid, why text) returns void
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
begin
  update sharing_emergency e set ended_at = clock_timestamp(), version = e.version + 1
   where e.id = emergency and e.ended_at is null and clock_timestamp() < e.until_at;
  update access_disclosure d set ended_at = clock_timestamp(), ended_because = why
   where d.act_id = emergency and d.rests_on = 'emergency' and (d.ended_at is null or clock_timestamp() < d.ended_at);
end $$;

-- By hand, by the post that opened; twice changes nothing, and another's is as one that is missing.
create or replace function public.sharing_end_emergency(emergency uuid) returns boolean
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
begin
  if not exists (select 1 from sharing_emergency e where e.id = emergency and e.opened_by_id = access.post()
                  and e.ended_at is null and clock_timestamp() < e.until_at) then
    return false;
  end if;
  perform sharing_shut(emergency, 'Ended by the post that opened it');
  return true;
end $$;

-- The review, by who may review in the agency that opened, and never by the person who opened, in whichever post. False
-- where somebody reviewed or changed it meanwhile.
create or replace function public.sharing_review_emergency(emergency uuid, found_to_be text, finding_words text,
  shown_version int) returns boolean
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
declare held sharing_emergency; about text;
begin
  select e.* into held from sharing_emergency e
   where e.id = emergency and e.scope_id = sharing_my_scope('emergency') for update;
  if held.id is null or not access.may('emergency.review')
     or (select p.account_id from partnership_post p where p.id = held.opened_by_id)
        = (select p.account_id from partnership_post p where p.id = access.post()) then
    raise exception 'There is nothing here that this post may review.' using errcode = '42501';
  end if;
  if found_to_be <> all (array['justified', 'not_justified', 'breach']) or coalesce(btrim(finding_words), '') = '' then
    raise exception 'A review says what it found, and in which words.' using errcode = '22023';
  end if;
  if held.reviewed_at is not null or held.version is distinct from shown_version then return false; end if;
  update sharing_emergency e set outcome = found_to_be, finding = btrim(finding_words),
         reviewed_at = clock_timestamp(), reviewed_by_id = access.post(), version = e.version + 1
   where e.id = emergency;
  if found_to_be <> 'justified' then
    perform sharing_shut(emergency, 'Ended by the review');
  end if;
  select p.reference into about from people_person p where p.id = held.person_id;
  perform sharing_write_notice(access.agency(), 'emergency.open', 'emergency_reviewed',
    'An opening in an emergency of ' || about || '''s records was reviewed.', '/people/' || about);
  return true;
end $$;

grant execute on function public.sharing_open_emergency(uuid, uuid, text, int) to app, worker;
grant execute on function public.sharing_end_emergency(uuid) to app, worker;
grant execute on function public.sharing_review_emergency(uuid, text, text, int) to app, worker;
