-- The functions that policies and pages ask. Flat plpgsql of one statement each: `language sql` is planned anew at
-- each call before PostgreSQL 18. All are definers owned by migrator, with a fixed search path.

create or replace function access.secret() returns bytea language sql stable set search_path = pg_catalog, pg_temp as
$$ select sha256(convert_to(nullif(current_setting('app.token', true), ''), 'UTF8')) $$;

create or replace view access.session with (security_barrier = true) as
  select t.hash, t.purpose, p.id as post_id, p.agency_id, p.role_class, p.clearance
  from access.access_token t
  join public.partnership_post p on p.id = t.post_id
  join door.accounts_account a on a.id = p.account_id and a.is_active
  where clock_timestamp() < t.until_at
    and p.from_at <= clock_timestamp() and (p.until_at is null or clock_timestamp() < p.until_at);

create or replace function access.post() returns uuid
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return (select s.post_id from access.session s where s.hash = access.secret()); end $$;

create or replace function access.agency() returns int
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return (select s.agency_id from access.session s where s.hash = access.secret()); end $$;

create or replace function access.me()
returns table (post_id uuid, agency_id int, role_class text, purpose text, clearance int, title text, holder text,
               agency_code text, agency_name text, several boolean)
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return query
  select s.post_id, s.agency_id, s.role_class::text, s.purpose::text, s.clearance::int, p.title::text, p.holder::text,
         g.code::text, g.name::text,
         (select count(*) > 1 from public.partnership_post o where o.account_id = p.account_id
            and o.from_at <= clock_timestamp() and (o.until_at is null or clock_timestamp() < o.until_at))
  from access.session s
  join public.partnership_post p on p.id = s.post_id
  join public.partnership_agency g on g.id = s.agency_id
  where s.hash = access.secret();
end $$;

create or replace function access.scopes() returns int[]
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return (
  select coalesce(array_agg(distinct k.scope_id), '{}') from access.session s
  join access.access_bulkkey k on k.agency_id = s.agency_id and k.role_class = s.role_class and k.purpose = s.purpose
  join access.access_scope c on c.id = k.scope_id and c.sensitivity <= s.clearance
  left join public.partnership_agreementline l on l.id = k.agreement_line_id
  where s.hash = access.secret()
    and k.from_at <= clock_timestamp() and (k.until_at is null or clock_timestamp() < k.until_at)
    and (k.agreement_line_id is null
         or (l.from_at <= clock_timestamp() and (l.until_at is null or clock_timestamp() < l.until_at))));
end $$;

create or replace function access.write_scopes() returns int[]
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return (
  select coalesce(array_agg(distinct k.scope_id), '{}') from access.session s
  join access.access_bulkkey k on k.agency_id = s.agency_id and k.role_class = s.role_class and k.purpose = s.purpose
  join access.access_scope c on c.id = k.scope_id and c.sensitivity <= s.clearance
  left join public.partnership_agreementline l on l.id = k.agreement_line_id
  where s.hash = access.secret() and k.may_write
    and k.from_at <= clock_timestamp() and (k.until_at is null or clock_timestamp() < k.until_at)
    and (k.agreement_line_id is null
         or (l.from_at <= clock_timestamp() and (l.until_at is null or clock_timestamp() < l.until_at))));
end $$;

-- The only way in which the roles of requests read single keys: my agency, my post or role, my clearance, the clock.
create or replace view access.my_key with (security_barrier = true) as
  select k.subject_id, k.scope_id, k.may_write
  from access.access_subjectkey k
  join access.session s on s.hash = (select access.secret())
  join access.access_scope c on c.id = k.scope_id and c.sensitivity <= s.clearance
  left join access.access_disclosure d on d.id = k.disclosure_id
  left join public.partnership_agreementline l on l.id = d.agreement_line_id
  where k.agency_id = s.agency_id
    and (k.post_id is null or k.post_id = s.post_id)
    and (k.role_class = '' or k.role_class = s.role_class)
    and k.purpose = s.purpose
    and k.from_at <= clock_timestamp() and (k.until_at is null or clock_timestamp() < k.until_at)
    and (d.id is null or d.ended_at is null or clock_timestamp() < d.ended_at)
    and (l.id is null or (l.from_at <= clock_timestamp() and (l.until_at is null or clock_timestamp() < l.until_at)));

-- Disclosures that my agency gave or received, for "Who may see what": the scheme's own only, never their content.
create or replace view access.my_disclosure with (security_barrier = true) as
  select d.id, d.subject_id, d.from_agency_id, d.to_agency_id, c.category, d.purpose, d.gateway, d.from_at, d.until_at,
         d.ended_at, d.agreement_line_id
  from access.access_disclosure d join access.access_scope c on c.id = d.scope_id
  where (select access.agency()) in (d.from_agency_id, d.to_agency_id);

-- A subject is named before its first row, so that the row can be read back by the statement that writes it.
create or replace function access.name_subject(subject uuid, subject_kind text, subject_scope int) returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
begin
  if not (subject_scope = any (access.write_scopes())) then
    raise exception 'This post may not open a record here.' using errcode = '42501';
  end if;
  insert into access.access_subject (id, kind) values (subject, subject_kind);
end $$;

-- One key to one subject under an open line of an agreement: from my agency (or a scheme whose scope I may write).
create or replace function access.disclose(disclosure uuid, subject uuid, opened int, receiver int, receiver_role text,
  writes boolean, why text, line int, until timestamptz) returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare owner_agency int; kind text; gate text;
begin
  if not (opened = any (access.write_scopes())) then
    raise exception 'This post may not disclose this.' using errcode = '42501';
  end if;
  select c.agency_id, c.category into owner_agency, kind from access.access_scope c where c.id = opened;
  select a.gateway into gate from public.partnership_agreementline l
    join public.partnership_agreement a on a.id = l.agreement_id
    where l.id = line and l.giver_id = owner_agency and l.receiver_id = receiver and l.role_class = receiver_role
      and l.category = kind and l.purpose = why
      and l.from_at <= clock_timestamp() and (l.until_at is null or clock_timestamp() < l.until_at);
  if gate is null then
    raise exception 'No line of an agreement in force covers this disclosure.' using errcode = '42501';
  end if;
  insert into access.access_disclosure
    (id, subject_id, scope_id, from_agency_id, to_agency_id, purpose, gateway, agreement_line_id, from_at, until_at, by_post_id)
    values (disclosure, subject, opened, owner_agency, receiver, why, gate, line, clock_timestamp(), until, access.post());
  insert into access.access_subjectkey
    (agency_id, post_id, role_class, purpose, subject_id, scope_id, may_write, disclosure_id, from_at, until_at)
    values (receiver, null, receiver_role, why, subject, opened, writes, disclosure, clock_timestamp(), until);
end $$;

create or replace function access.end_disclosure(disclosure uuid) returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
begin
  update access.access_disclosure d set ended_at = clock_timestamp()
   where d.id = disclosure and d.ended_at is null and d.scope_id = any (access.write_scopes());
end $$;

-- One audit row; who and where are taken from the token, so that a request cannot write another's name.
create or replace function access.write_event(event_kind text, event_about uuid[], event_detail jsonb) returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
begin
  insert into public.audit_event (kind, post_id, agency_id, purpose, process, about, detail)
  select event_kind, s.post_id, s.agency_id, s.purpose, session_user::text, event_about, event_detail
  from (select 1) one left join access.session s on s.hash = access.secret();
end $$;

-- History is never switched off by a setting that any session could make.
create or replace function public._pgtrigger_should_ignore(trigger_name name) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$ select false $$;

-- The planner knows nothing of rows that a load has just written; only the owner may gather statistics.
create or replace function access.refresh_statistics() returns void
language plpgsql volatile security definer set search_path = public, access, pg_temp as $$
begin execute 'analyze'; end $$;
