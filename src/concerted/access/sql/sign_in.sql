-- What the sign-in connection may ask: a token is made for a post that the account holds today, and ended. What a
-- session may ask about itself: where the same account is signed in, and to end that.

-- Whether the agency answers for whoever holds the account: since another agency's administrator last handed over a link
-- by which its password was set, this agency (or one it replaced) has handed one over that was used. Otherwise the other
-- could have invited an address that is not theirs, taken the link, and stand in the post that this agency gives later.
create or replace function access.answers_for(agency int, account uuid) returns boolean
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return not exists (
  with recursive ours(id) as (select answers_for.agency union
    select g.predecessor_id from public.partnership_agency g join ours o on g.id = o.id where g.predecessor_id is not null)
  select 1 from door.accounts_link foreign_one
   where foreign_one.account_id = account and foreign_one.kind <> 'joining' and foreign_one.used_at is not null
     and foreign_one.agency_id not in (select o.id from ours o)
     and not exists (select 1 from door.accounts_link own join ours o on o.id = own.agency_id
                     where own.account_id = account and own.used_at > foreign_one.used_at)); end $$;

create or replace function access.mint(fresh bytea, account uuid, post uuid, lasts interval, idle interval, way text,
  browser text) returns timestamptz
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare wanted text; ends timestamptz := clock_timestamp() + lasts;
begin
  select p.purpose into wanted from public.partnership_post p join door.accounts_account a on a.id = p.account_id
   where p.id = post and p.account_id = account and a.is_active and access.answers_for(p.agency_id, account)
     and p.from_at <= clock_timestamp() and (p.until_at is null or clock_timestamp() < p.until_at);
  if wanted is null then raise exception 'This account does not hold this post today.' using errcode = '42501'; end if;
  insert into access.access_token (hash, post_id, purpose, signed_in_at, seen_at, idle_for, until_at, how, browser)
    values (fresh, post, wanted, clock_timestamp(), clock_timestamp(), idle, ends, way, browser);
  delete from access.access_token t where t.until_at < clock_timestamp() - interval '1 day';
  return ends;
end $$;

-- Another post of the same account under a new secret; the session ends when it would have ended.
create or replace function access.change_post(spent bytea, fresh bytea, post uuid) returns timestamptz
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare wanted text; ends timestamptz;
begin
  select p.purpose, t.until_at into wanted, ends
   from access.session s join access.access_token t on t.hash = s.hash
   join public.partnership_post mine on mine.id = s.post_id
   join public.partnership_post p on p.account_id = mine.account_id
   where s.hash = spent and p.id = post and access.answers_for(p.agency_id, p.account_id)
     and p.from_at <= clock_timestamp() and (p.until_at is null or clock_timestamp() < p.until_at);
  if wanted is null then raise exception 'This session does not hold this post today.' using errcode = '42501'; end if;
  insert into access.access_token (hash, post_id, purpose, signed_in_at, seen_at, idle_for, until_at, how, browser)
    select fresh, post, wanted, t.signed_in_at, clock_timestamp(), t.idle_for, t.until_at, t.how, t.browser
    from access.access_token t where t.hash = spent;
  delete from access.access_token t where t.hash = spent;
  return ends;
end $$;

create or replace function access.revoke(spent bytea) returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
begin delete from access.access_token t where t.hash = spent; end $$;

-- After a new password nobody is signed in any more.
create or replace function access.revoke_account(account uuid) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare ended int;
begin
  delete from access.access_token t using public.partnership_post p where p.id = t.post_id and p.account_id = account;
  get diagnostics ended = row_count;
  return ended;
end $$;

-- How and when the person behind a secret signed in; nothing for one that is not in force.
create or replace function access.session_of(secret bytea) returns table (account_id uuid, signed_in_at timestamptz, how text)
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return query
  select p.account_id, t.signed_in_at, t.how::text from access.session s
  join access.access_token t on t.hash = s.hash join public.partnership_post p on p.id = s.post_id
  where s.hash = session_of.secret;
end $$;

-- The browser is still in use. At most one write in four minutes, and never one that waits for another.
create or replace function access.touch() returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
begin
  update access.access_token t set seen_at = clock_timestamp()
   where t.hash = (select o.hash from access.access_token o where o.hash = access.secret()
                     and o.seen_at < clock_timestamp() - interval '4 minutes'
                     and clock_timestamp() < o.seen_at + o.idle_for and clock_timestamp() < o.until_at
                   for update skip locked);
end $$;

create or replace function access.my_sessions()
returns table (id uuid, post text, agency text, signed_in_at timestamptz, seen_at timestamptz, until_at timestamptz,
               how text, browser text, this_one boolean)
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return query
  select t.id, p.title::text, g.name::text, t.signed_in_at, t.seen_at, t.until_at, t.how::text, t.browser::text,
         t.hash = access.secret()
  from access.session mine
  join public.partnership_post held on held.id = mine.post_id
  join public.partnership_post p on p.account_id = held.account_id
  join public.partnership_agency g on g.id = p.agency_id
  join access.access_token t on t.post_id = p.id
  join access.session s on s.hash = t.hash
  where mine.hash = access.secret() order by t.hash = access.secret() desc, t.seen_at desc, t.id;
end $$;

-- End one session of the same account, or all but this one (null); returns how many were ended.
create or replace function access.end_sessions(which uuid) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare ended int;
begin
  delete from access.access_token t using access.session mine, public.partnership_post held, public.partnership_post p
   where mine.hash = access.secret() and held.id = mine.post_id and p.account_id = held.account_id
     and t.post_id = p.id and t.hash <> access.secret() and (which is null or t.id = which);
  get diagnostics ended = row_count;
  return ended;
end $$;
