-- Posts: which role may stand in which agency, who may keep them, and what a role opens of its own agency.

-- Why a post may not be written by the session's post (null: it may).
create or replace function access.post_refusal(agency int, role text, why text, whose uuid) returns text
language plpgsql stable security definer set search_path = access, pg_temp as $$
declare g public.partnership_agency%rowtype;
begin
  select * into g from public.partnership_agency x where x.id = agency;
  if g.closed_on is not null then return 'This agency has been replaced: its successor has the posts.'; end if;
  if exists (select 1 from public.partnership_post p where p.id = access.post() and p.account_id = whose) then
    return 'Nobody opens, changes or ends a post of their own. Ask another administrator of your agency.'; end if;
  if not exists (select 1 from access.access_roleinkind k
       where k.kind = g.kind and k.role_class = role and k.purpose = why) then
    return 'This role is not one of those that such an agency may have.'; end if;
  if exists (select 1 from access.access_permission p where p.role_class = role
       and p.permission in ('agreements.keep', 'agencies.keep', 'settings.keep'))
     and agency is distinct from (select c.host_id from public.partnership_county c limit 1) then
    return 'This role stands at the body that runs the installation, and nowhere else.'; end if;
  return null;
end $$;

create or replace function access.guard_post() returns trigger
language plpgsql set search_path = access, pg_temp as $$
declare said text;
begin
  if current_user not in ('app', 'worker') then return new; end if;
  said := access.post_refusal(new.agency_id, new.role_class, new.purpose, new.account_id);
  if said is null and tg_op = 'INSERT' and new.from_at < clock_timestamp() - interval '1 day' then
    said := 'A post begins today or later.'; end if;
  if said is null and tg_op = 'UPDATE' then
    if old.until_at <= clock_timestamp() then said := 'This post has ended. Open a new one.';
    elsif old.from_at <= clock_timestamp() and new.from_at <> old.from_at then said := 'When it began stays as it is.';
    elsif new.until_at is distinct from old.until_at and new.until_at < clock_timestamp() - interval '1 minute' then
      said := 'A post ends now or later, never in the past.'; end if;
  end if;
  if said is not null then raise exception '%', said using errcode = '42501', hint = 'refused'; end if;
  return new;
end $$;
create or replace trigger guard_post before insert or update on public.partnership_post
  for each row execute function access.guard_post();

-- Opens a role in the session's own agency: the scopes and keys that the register states; twice does nothing more.
create or replace function access.open_role(role text) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare mine int := access.agency(); sort text; opened int;
begin
  if not access.may('posts.keep') then
    perform access.refuse('An agency''s administrator opens its roles, and nobody else.'); end if;
  select g.kind into sort from public.partnership_agency g where g.id = mine;
  if not exists (select 1 from access.access_roleinkind k where k.kind = sort and k.role_class = role) then
    perform access.refuse('This role is not one of those that such an agency may have.'); end if;
  insert into access.access_scope (agency_id, category, sensitivity)
    select mine, k.category, 0 from access.access_roleinkind k
    where k.kind = sort and k.role_class = role and k.category <> '' on conflict do nothing;
  insert into access.access_bulkkey (agency_id, scope_id, role_class, purpose, may_write, from_at)
    select mine, s.id, k.role_class, k.purpose, k.may_write, clock_timestamp()
    from access.access_roleinkind k
    join access.access_scope s on s.agency_id = mine and s.category = k.category
    where k.kind = sort and k.role_class = role and not exists (
      select 1 from access.access_bulkkey b where b.agency_id = mine and b.scope_id = s.id and b.role_class = role
        and b.purpose = k.purpose and b.agreement_line_id is null
        and (b.until_at is null or clock_timestamp() < b.until_at));
  get diagnostics opened = row_count;
  return opened;
end $$;

-- What a role opens of the session's own agency, without any agreement.
create or replace function access.own_categories(role text) returns table (category text, may_write boolean)
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return query
  select s.category::text, bool_or(k.may_write) from access.access_bulkkey k
  join access.access_scope s on s.id = k.scope_id
  where k.agency_id = access.agency() and k.role_class = role and k.agreement_line_id is null
    and k.from_at <= clock_timestamp() and (k.until_at is null or clock_timestamp() < k.until_at)
  group by s.category;
end $$;
