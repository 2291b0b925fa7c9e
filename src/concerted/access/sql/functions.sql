-- The functions that policies and pages ask. Flat plpgsql of one statement each: `language sql` is planned anew at
-- each call before PostgreSQL 18. All are definers owned by migrator, with a fixed search path.

create or replace function access.secret() returns bytea language sql stable set search_path = pg_catalog, pg_temp as
$$ select sha256(convert_to(nullif(current_setting('app.token', true), ''), 'UTF8')) $$;

create or replace view access.session with (security_barrier = true) as
  select t.hash, t.purpose, p.id as post_id, p.agency_id, p.role_class, p.clearance,
         coalesce((clock_timestamp() at time zone 'Europe/London')::date <= p.vetting_until_on, false) as vetted,
         coalesce((clock_timestamp() at time zone 'Europe/London')::date <= p.trained_until_on, false) as trained,
         coalesce((clock_timestamp() at time zone 'Europe/London')::date <= p.declared_until_on, false) as declared,
         t.seen_at
  from access.access_token t
  join public.partnership_post p on p.id = t.post_id
  join door.accounts_account a on a.id = p.account_id and a.is_active
  where clock_timestamp() < t.until_at and clock_timestamp() < t.seen_at + t.idle_for
    and p.from_at <= clock_timestamp() and (p.until_at is null or clock_timestamp() < p.until_at);

create or replace function access.post() returns uuid
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return (select s.post_id from access.session s where s.hash = access.secret()); end $$;

create or replace function access.agency() returns int
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return (select s.agency_id from access.session s where s.hash = access.secret()); end $$;

create or replace function access.me()
returns table (post_id uuid, agency_id int, role_class text, purpose text, clearance int, title text, holder text,
               agency_code text, agency_name text, several boolean, stale boolean)
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return query
  select s.post_id, s.agency_id, s.role_class::text, s.purpose::text, s.clearance::int, p.title::text, p.holder::text,
         g.code::text, g.name::text,
         (select count(*) > 1 from public.partnership_post o where o.account_id = p.account_id
            and o.from_at <= clock_timestamp() and (o.until_at is null or clock_timestamp() < o.until_at)),
         s.seen_at < clock_timestamp() - interval '4 minutes'
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
         or (l.from_at <= clock_timestamp() and (l.until_at is null or clock_timestamp() < l.until_at)
             and (s.vetted or not l.needs_vetting) and (s.trained or not l.needs_training)
             and (s.declared or not l.needs_declaration))));
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
         or (l.from_at <= clock_timestamp() and (l.until_at is null or clock_timestamp() < l.until_at)
             and (s.vetted or not l.needs_vetting) and (s.trained or not l.needs_training)
             and (s.declared or not l.needs_declaration))));
end $$;

-- Whose keys a session holds: its post, the scopes that it is cleared for, the lines in force whose needs the post
-- meets (S23). Asked once a statement where a join of the same tables was asked once a row.
create or replace function access.holder()
returns table (agency_id int, post_id uuid, role_class text, purpose text, cleared int[], lines bigint[])
language plpgsql stable security definer rows 1 set search_path = access, pg_temp as $$
begin return query
  select s.agency_id, s.post_id, s.role_class::text, s.purpose::text,
         array(select c.id from access.access_scope c where c.sensitivity <= s.clearance),
         array(select l.id from public.partnership_agreementline l
               where l.from_at <= clock_timestamp() and (l.until_at is null or clock_timestamp() < l.until_at)
                 and (s.vetted or not l.needs_vetting) and (s.trained or not l.needs_training)
                 and (s.declared or not l.needs_declaration))
  from access.session s where s.hash = access.secret();
end $$;

-- The only way in which the roles of requests read single keys: my agency, my post or role, my clearance, the clock.
create or replace view access.my_key with (security_barrier = true) as
  select k.subject_id, k.scope_id, k.may_write
  from access.holder() h
  join access.access_subjectkey k on k.agency_id = h.agency_id
  left join access.access_disclosure d on d.id = k.disclosure_id
  where k.scope_id = any (h.cleared)
    and (k.post_id is null or k.post_id = h.post_id)
    and (k.role_class = '' or k.role_class = h.role_class)
    and k.purpose = h.purpose
    and k.from_at <= clock_timestamp() and (k.until_at is null or clock_timestamp() < k.until_at)
    and (d.id is null or ((d.ended_at is null or clock_timestamp() < d.ended_at)
                          and (d.agreement_line_id is null or d.agreement_line_id = any (h.lines))));

-- Disclosures that my agency gave or received for my post's own purpose, or that my post gave itself, or all of the
-- agency's for who answers for them: one purpose never learns of another's (S2). Never their content; why one was
-- given and why it ended is the giver's alone, and so is the consent.
create or replace view access.my_disclosure with (security_barrier = true) as
  select d.id, d.act_id, d.subject_id, d.from_agency_id, d.to_agency_id, c.category, d.purpose, d.regime, d.gateway_id,
         d.rests_on, d.agreement_line_id,
         case when d.from_agency_id = s.agency_id then d.consent_id end as consent_id,
         case when d.from_agency_id = s.agency_id then d.because else '' end as because,
         d.from_at, d.until_at, d.ended_at,
         case when d.from_agency_id = s.agency_id then d.ended_because else '' end as ended_because,
         d.by_post_id, (select k.role_class from access.access_subjectkey k where k.disclosure_id = d.id limit 1) as role_class,
         d.scope_id, (select u.kind from access.access_subject u where u.id = d.subject_id) as subject_kind
  from access.session s
  join access.access_disclosure d on s.agency_id in (d.from_agency_id, d.to_agency_id)
  join access.access_scope c on c.id = d.scope_id
  where s.hash = (select access.secret())
    and (d.purpose = s.purpose or d.by_post_id = s.post_id
         or exists (select 1 from access.access_permission p
                    where p.role_class = s.role_class and p.permission = 'sharing.every_purpose'));

-- Whether the session's role holds a permission: the register of permissions in code, as the sync wrote it down.
create or replace function access.may(wanted text) returns boolean
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return exists (
  select 1 from access.session s join access.access_permission p on p.role_class = s.role_class
  where s.hash = access.secret() and p.permission = wanted); end $$;

-- The scopes of my own agency that my role opens without any agreement: what my agency may disclose.
create or replace function access.own_scopes() returns int[]
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return (
  select coalesce(array_agg(distinct k.scope_id), '{}') from access.session s
  join access.access_bulkkey k on k.agency_id = s.agency_id and k.role_class = s.role_class and k.purpose = s.purpose
  join access.access_scope c on c.id = k.scope_id and c.agency_id = s.agency_id and c.sensitivity <= s.clearance
  where s.hash = access.secret() and k.agreement_line_id is null
    and k.from_at <= clock_timestamp() and (k.until_at is null or clock_timestamp() < k.until_at)); end $$;

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
  writes boolean, why text, line int, until timestamptz, act uuid default null, reason text default '') returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare owner_agency int; kind text; gate text; law text;
begin
  if not (opened = any (access.write_scopes()) or opened = any (access.own_scopes())) then
    raise exception 'This post may not disclose this.' using errcode = '42501';
  end if;
  select c.agency_id, c.category into owner_agency, kind from access.access_scope c where c.id = opened;
  select a.gateway_id, l.regime into gate, law from public.partnership_agreementline l
    join public.partnership_agreement a on a.id = l.agreement_id
    where l.id = line and l.giver_id = owner_agency and l.receiver_id = receiver and l.role_class = receiver_role
      and l.category = kind and l.purpose = why
      and l.from_at <= clock_timestamp() and (l.until_at is null or clock_timestamp() < l.until_at);
  if gate is null then
    raise exception 'No line of an agreement in force covers this disclosure.' using errcode = '42501';
  end if;
  insert into access.access_disclosure
    (id, act_id, subject_id, scope_id, from_agency_id, to_agency_id, purpose, regime, gateway_id, rests_on,
     agreement_line_id, because, from_at, until_at, ended_because, by_post_id)
    values (disclosure, act, subject, opened, owner_agency, receiver, why, law, gate, 'agreement',
            line, reason, clock_timestamp(), until, '', access.post());
  insert into access.access_subjectkey
    (agency_id, post_id, role_class, purpose, subject_id, scope_id, may_write, disclosure_id, from_at, until_at)
    values (receiver, null, receiver_role, why, subject, opened, writes, disclosure, clock_timestamp(), until);
end $$;

-- One key to one subject of my own agency's without a line: on consent (the room that keeps consents says whether one
-- covers it), on a statute that needs no agreement, or on a recorded reason that overrides. Never another agency's, never
-- a scheme's, never what stays with the one service that wrote it (S1, S4); to read only, and never without an end except
-- on a statute.
create or replace function access.disclose_own(disclosure uuid, act uuid, subject uuid, opened int, receiver int,
  receiver_role text, why text, basis text, law text, lawful_regime text, consent uuid, reason text, until timestamptz)
returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare mine int := access.agency();
begin
  if not access.may('disclose') or not (opened = any (access.own_scopes()))
     or exists (select 1 from access.access_scope c join access.access_category k on k.code = c.category
                 where c.id = opened and k.one_service) then
    raise exception 'This post may not disclose this.' using errcode = '42501';
  end if;
  if basis not in ('consent', 'statute', 'override')
     or (basis = 'override' and not access.may('disclose.override'))
     or (basis = 'consent') <> (consent is not null)
     or (basis = 'consent' and not access.consent_covers(consent, subject, opened, receiver, why))
     or (basis <> 'statute' and (until is null or not isfinite(until)))
     or (basis = 'override' and coalesce(btrim(reason), '') = '')
     or not exists (select 1 from public.partnership_gateway g where g.code = law
          and not g.depersonalised_only and (basis <> 'statute' or g.without_agreement)
          and (g.from_on is null or g.from_on <= current_date) and (g.until_on is null or current_date < g.until_on))
     or (lawful_regime = 'part_3' and 2 <> (select count(*) from public.partnership_agency c
          where c.id in (mine, receiver) and c.competent_authority)) then
    raise exception 'Nothing in law that was named lets this be disclosed.' using errcode = '42501';
  end if;
  insert into access.access_disclosure
    (id, act_id, subject_id, scope_id, from_agency_id, to_agency_id, purpose, regime, gateway_id, rests_on,
     consent_id, because, from_at, until_at, ended_because, by_post_id)
    values (disclosure, act, subject, opened, mine, receiver, why, lawful_regime, law, basis,
            consent, coalesce(reason, ''), clock_timestamp(), until, '', access.post());
  insert into access.access_subjectkey
    (agency_id, post_id, role_class, purpose, subject_id, scope_id, may_write, disclosure_id, from_at, until_at)
    values (receiver, null, receiver_role, why, subject, opened, false, disclosure, clock_timestamp(), until);
end $$;

-- Ends a disclosure of a scope that I may write, or that my own agency gave; says nothing where there is none.
create or replace function access.end_disclosure(disclosure uuid, reason text default '') returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
begin
  update access.access_disclosure d set ended_at = clock_timestamp(), ended_because = coalesce(reason, '')
   where d.id = disclosure and d.ended_at is null
     and (d.scope_id = any (access.write_scopes()) or d.scope_id = any (access.own_scopes()));
end $$;

-- Ends what rested on one consent and nothing else (S19); returns how many disclosures that were.
create or replace function access.end_resting_on(consent uuid, reason text) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare ended int;
begin
  update access.access_disclosure d set ended_at = clock_timestamp(), ended_because = coalesce(reason, '')
   where d.consent_id = consent and d.rests_on = 'consent' and d.from_agency_id = access.agency()
     and (d.ended_at is null or clock_timestamp() < d.ended_at);
  get diagnostics ended = row_count;
  return ended;
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
