-- Who else knows somebody (S3). One function hands out the copies of a question and makes the same number of writes
-- whatever anybody knows: a row for each agency that signed. Where an agency is not reached its row lies in a scope that
-- nobody holds, with blanks for words. Nothing of it comes back to the asker.

-- What the county decided, as a whole number, on the day that pages run on; the assumption that pages label as one where
-- it decided nothing.
create or replace function public.sharing_decided(setting text, assumed int) returns int
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare today date := coalesce((select c.demonstration_as_at_on from partnership_county c limit 1),
                               (clock_timestamp() at time zone 'Europe/London')::date);
begin
  return coalesce((select (s.value #>> '{}')::int from partnership_localsetting s
                    where s.code = setting and s.from_on <= today and (s.until_on is null or today < s.until_on)
                    order by s.from_on desc, s.id desc limit 1), assumed);
end $$;

-- Whether the session sees a record of a person: its own, an agreement's, or one disclosed.
create or replace function public.sharing_sees(about uuid) returns boolean
language plpgsql stable security definer set search_path = public, access, pg_temp as $$
begin
  return exists (
    select 1 from people_record r where r.person_id = about
     and (r.scope_id = any ((select access.scopes())::int[])
          or exists (select 1 from access.my_key k where k.subject_id = r.id and k.scope_id = r.scope_id)));
end $$;

-- The scope of a category of the session's own agency, when its post may write there.
create or replace function public.sharing_my_scope(kind text) returns int
language plpgsql stable security definer set search_path = public, access, pg_temp as $$
begin
  return (select c.id from access_scope c where c.agency_id = access.agency() and c.category = kind
          and c.sensitivity = 0 and c.id = any ((select access.write_scopes())::int[]));
end $$;

create or replace function public.sharing_hand_out(enquiry uuid) returns void
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
declare asked sharing_enquiry; asker int; who text;
begin
  select e.* into asked from sharing_enquiry e where e.id = enquiry;
  select p.agency_id, left(p.title || ', ' || g.name, 160) into asker, who
    from partnership_post p join partnership_agency g on g.id = p.agency_id where p.id = asked.asked_by_id;
  insert into access_scope (agency_id, category, sensitivity)
    select g.id, k.kind, 0 from partnership_agency g, unnest(array['relayed', 'relayed_to_nobody']) k(kind)
     where not exists (select 1 from access_scope c where c.agency_id = g.id and c.category = k.kind and c.sensitivity = 0)
     order by g.id, k.kind on conflict do nothing;
  insert into sharing_relay (id, scope_id, enquiry_id, asker_id, asked_by, purpose, given_name, family_name, born_on,
                             told, because, asked_at, until_on, state, version)
  select gen_random_uuid(), coalesce(own.id, nobody.id), enquiry, asker, who, asked.purpose,
         case when own.id is null then repeat(' ', length(asked.given_name)) else asked.given_name end,
         case when own.id is null then repeat(' ', length(asked.family_name)) else asked.family_name end,
         case when own.id is null then null else asked.born_on end,
         case when own.id is null then repeat(' ', length(asked.told)) else asked.told end,
         case when own.id is null then repeat(' ', length(asked.because)) else asked.because end,
         asked.asked_at, asked.until_on, 'open', 1
  from (select distinct y.agency_id from partnership_party y
          join partnership_agreement a on a.id = y.agreement_id
         where a.purpose = asked.purpose and a.state = 'in_force' and not a.is_template
           and y.signed_at is not null and (y.withdrawn_at is null or clock_timestamp() < y.withdrawn_at)
           and y.agency_id <> asker) signed
  join partnership_agency g on g.id = signed.agency_id
   and (g.closed_on is null or asked.asked_at < g.closed_on)
  cross join lateral (select g.existence_protected or exists (
      select 1 from people_record r where r.person_id = asked.person_id and r.agency_id in (
        with recursive past as (  -- whose place it took: their records are its own to answer for
          select g.id, g.predecessor_id
          union select p.id, p.predecessor_id from past join partnership_agency p on p.id = past.predecessor_id)
        select past.id from past)) as yes) reached
  join access_scope nobody on nobody.agency_id = g.id and nobody.category = 'relayed_to_nobody'
   and nobody.sensitivity = 0
  left join access_scope own on reached.yes and own.agency_id = g.id and own.category = 'relayed'
   and own.sensitivity = 0;
end $$;

create or replace function public.sharing_ask(enquiry uuid, about uuid, given text, family text, born date, words text,
  reason text, until_day date) returns void
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
declare me access.session; kept int := sharing_my_scope('asking');
begin
  select s.* into me from access.session s where s.hash = access.secret();
  if kept is null or not access.may('enquiries.ask') or not sharing_sees(about) then
    raise exception 'There is nobody here about whom this post may ask.' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('sharing_ask ' || me.post_id, 0));
  if exists (select 1 from sharing_enquiry e where e.id = enquiry and e.asked_by_id = me.post_id) then return; end if;
  if coalesce(btrim(family), '') = '' or coalesce(btrim(words), '') = '' or coalesce(btrim(reason), '') = ''
     or until_day is null then
    raise exception 'A question says about whom, why, and until which day.' using errcode = '22023';
  end if;
  if (select count(*) from sharing_enquiry e where e.asked_by_id = me.post_id
       and (e.asked_at at time zone 'Europe/London')::date = (clock_timestamp() at time zone 'Europe/London')::date)
     >= sharing_decided('sharing.enquiries_a_day', 20) then
    raise exception 'This post has asked as often today as the county allows.' using errcode = '53400';
  end if;
  insert into access_subject (id, kind) values (enquiry, 'enquiry');
  insert into sharing_enquiry (id, scope_id, person_id, purpose, given_name, family_name, born_on, told, because,
                               asked_at, asked_by_id, until_on)
    values (enquiry, kept, about, me.purpose, btrim(given), btrim(family), born, btrim(words), btrim(reason),
            clock_timestamp(), me.post_id, until_day);
  perform sharing_hand_out(enquiry);
exception when unique_violation then
  raise exception 'There is nobody here about whom this post may ask.' using errcode = '42501';
end $$;

-- Takes a question back: its copies, all of them alike, and the answers that came. Twice changes nothing.
create or replace function public.sharing_withdraw_enquiry(enquiry uuid) returns boolean
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
declare mine int := access.agency();
begin
  update sharing_enquiry e set withdrawn_at = clock_timestamp()
   where e.id = enquiry and e.withdrawn_at is null and e.scope_id = sharing_my_scope('asking');
  if not found then return false; end if;
  update sharing_relay r set state = case when r.state = 'open' then 'withdrawn' else r.state end,
         version = r.version + 1
   where r.enquiry_id = enquiry and r.asker_id = mine;
  update access_disclosure d set ended_at = clock_timestamp(), ended_because = 'The question was withdrawn'
   where d.subject_id = enquiry and d.to_agency_id = mine and (d.ended_at is null or clock_timestamp() < d.ended_at);
  return true;
end $$;

grant execute on function public.sharing_ask(uuid, uuid, text, text, date, text, text, date) to app, worker;
grant execute on function public.sharing_withdraw_enquiry(uuid) to app, worker;
