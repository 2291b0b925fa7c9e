-- What the sign-in connection may ask: a token is made for a post that the account holds today, and ended.

create or replace function access.mint(hash bytea, account uuid, post uuid, until timestamptz) returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare wanted text;
begin
  select p.purpose into wanted from public.partnership_post p join door.accounts_account a on a.id = p.account_id
   where p.id = post and p.account_id = account and a.is_active
     and p.from_at <= clock_timestamp() and (p.until_at is null or clock_timestamp() < p.until_at);
  if wanted is null then raise exception 'This account does not hold this post today.' using errcode = '42501'; end if;
  insert into access.access_token (hash, post_id, purpose, until_at) values (hash, post, wanted, until);
end $$;

create or replace function access.revoke(spent bytea) returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
begin delete from access.access_token t where t.hash = spent; end $$;
