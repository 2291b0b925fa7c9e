-- The states of an information-sharing agreement: draft, signing, in_force, ended. Pages write drafts under the policies
-- of the directory; everything that opens or closes a key goes through here and is checked against the session's token.
-- What a reader is told carries the hint 'refused'.

create or replace function access.refuse(words text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception '%', words using errcode = '42501', hint = 'refused'; end $$;

-- Whether the session's post keeps agreements for the body that runs the installation.
create or replace function access.keeps_agreements() returns boolean
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return access.may('agreements.keep')
  and coalesce((select c.host_id from public.partnership_county c limit 1) = access.agency(), false); end $$;

-- Why a line may not stand in an agreement (null: it may). The rule partnership.may_open_line says the same in Python.
create or replace function access.line_refusal(law text, assessed boolean, giver int, receiver int, kind text,
  lawful_regime text, single boolean) returns text
language plpgsql stable security definer set search_path = access, pg_temp as $$
declare g public.partnership_agency%rowtype; r public.partnership_agency%rowtype;
        c access.access_category%rowtype; w public.partnership_gateway%rowtype;
begin
  select * into g from public.partnership_agency x where x.id = giver;
  select * into r from public.partnership_agency x where x.id = receiver;
  select * into c from access.access_category x where x.code = kind;
  select * into w from public.partnership_gateway x where x.code = law;
  if g.id is null or r.id is null or c.code is null or w.code is null then return 'Choose from, to, what and the gateway.'; end if;
  if g.id = r.id then return 'An agency needs no agreement with itself.'; end if;
  if r.kind = 'scheme' then return 'A scheme has no posts that could read anything: choose the agency whose posts do.'; end if;
  if c.one_service then
    return 'This stays with the one service that wrote it: no line of an agreement opens it to anybody.'; end if;
  if lawful_regime not in ('uk_gdpr', 'part_3') then return 'Choose the regime.'; end if;
  if lawful_regime = 'part_3' and not (g.competent_authority and r.competent_authority) then
    return 'Only competent authorities can choose Part 3: both sides must be one.'; end if;
  if w.depersonalised_only and c.named then
    return 'This gateway lets through depersonalised information alone, and this names people.'; end if;
  if w.excludes_patient_information and (c.health_or_care or (c.named and g.health_or_care)) then
    return 'This gateway lets through neither patient information nor personal information of health and social care.'; end if;
  if not single and (c.existence_protected or c.health_or_care or c.victims or g.existence_protected or g.health_or_care)
     and c.named and not assessed then
    return 'This opens one person at a time, unless the agreement names its data protection impact assessment and its day.';
  end if;
  return null;
end $$;

-- Holds what requests write to the rule; what the owner loads is held to it when it is put into force.
create or replace function access.guard_line() returns trigger
language plpgsql set search_path = access, pg_temp as $$
declare said text;
begin
  if current_user not in ('app', 'worker') then return new; end if;
  select access.line_refusal(a.gateway_id, a.assessment <> '' and a.assessed_on is not null, new.giver_id,
           new.receiver_id, new.category, new.regime, new.by_request) into said
    from public.partnership_agreement a where a.id = new.agreement_id;
  if said is not null then raise exception '%', said using errcode = '42501', hint = 'refused'; end if;
  return new;
end $$;
create or replace trigger guard_line before insert or update of giver_id, receiver_id, category, regime, by_request
  on public.partnership_agreementline for each row execute function access.guard_line();

-- What gives or receives under Part 3 stays a competent authority while it does (S19).
create or replace function access.guard_agency() returns trigger
language plpgsql set search_path = access, pg_temp as $$
begin
  if current_user in ('app', 'worker') and old.competent_authority and not new.competent_authority and exists (
      select 1 from public.partnership_agreementline l where new.id in (l.giver_id, l.receiver_id)
        and l.regime = 'part_3' and l.from_at is not null and (l.until_at is null or clock_timestamp() < l.until_at)) then
    raise exception 'It gives or receives under Part 3: end those lines first, or put them under the UK GDPR.'
      using errcode = '42501', hint = 'refused';
  end if;
  return new;
end $$;
create or replace trigger guard_agency before update of competent_authority
  on public.partnership_agency for each row execute function access.guard_agency();

-- The agencies that an agreement binds: whoever gives or receives by a line; for what a scheme holds, all who read it now.
create or replace function access.bound(wanted bigint) returns setof int
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return query
  select l.giver_id from public.partnership_agreementline l
    join public.partnership_agency g on g.id = l.giver_id and g.kind <> 'scheme' where l.agreement_id = wanted
  union select l.receiver_id from public.partnership_agreementline l where l.agreement_id = wanted
  union select o.receiver_id from public.partnership_agreementline o
    join public.partnership_agency g on g.id = o.giver_id and g.kind = 'scheme'
    where o.giver_id in (select l.giver_id from public.partnership_agreementline l where l.agreement_id = wanted)
      and not o.by_request and o.from_at <= clock_timestamp()
      and (o.until_at is null or clock_timestamp() < o.until_at);
end $$;

-- The first thing that an agreement lacks before it may be signed or put into force (null: nothing).
create or replace function access.lacks(wanted bigint) returns text
language plpgsql stable security definer set search_path = access, pg_temp as $$
declare a public.partnership_agreement%rowtype; said text; day date;
begin
  select * into a from public.partnership_agreement x where x.id = wanted;
  day := (clock_timestamp() at time zone 'Europe/London')::date;
  if btrim(a.objective) = '' then return 'Say what the agreement is for.'; end if;
  if btrim(a.retention) = '' then return 'Say how long what is shared is kept.'; end if;
  if btrim(a.assessment) = '' or a.assessed_on is null then
    return 'Name the data protection impact assessment and its day.'; end if;
  if a.review_on <= day then return 'The day of review is past: set a later one.'; end if;
  if a.until_on is not null and a.until_on <= day then return 'Its last day is past: set a later one.'; end if;
  if not exists (select 1 from public.partnership_gateway g where g.code = a.gateway_id
      and (g.from_on is null or g.from_on <= day) and (g.until_on is null or day < g.until_on)) then
    return 'The gateway is not in force today.'; end if;
  if not exists (select 1 from public.partnership_agreementline l where l.agreement_id = wanted) then
    return 'It has no line yet, so it would open nothing.'; end if;
  if exists (select 1 from public.partnership_agency g where g.closed_on is not null
      and g.id in (select * from access.bound(wanted))) then
    return 'One of its agencies has been replaced: put its successor into the lines.'; end if;
  select 'Line ' || l.number || ': ' || access.line_refusal(a.gateway_id, true, l.giver_id, l.receiver_id, l.category,
      l.regime, l.by_request) into said
    from public.partnership_agreementline l where l.agreement_id = wanted
      and access.line_refusal(a.gateway_id, true, l.giver_id, l.receiver_id, l.category, l.regime, l.by_request) is not null
    order by l.number limit 1;
  return said;
end $$;

create or replace function access.held_agreement(wanted bigint) returns public.partnership_agreement
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare a public.partnership_agreement%rowtype;
begin
  if not access.keeps_agreements() then
    perform access.refuse('Only the information-sharing officer of the body that runs this installation does this.'); end if;
  select * into a from public.partnership_agreement x
    where x.id = wanted and x.owner_agency_id = access.agency() and not x.is_template for update;
  if a.id is null then perform access.refuse('Your agency keeps no such agreement.'); end if;
  return a;
end $$;

create or replace function access.send_agreement(wanted bigint, seen int) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare a public.partnership_agreement%rowtype; said text;
begin
  a := access.held_agreement(wanted);
  if a.state = 'signing' then return null; end if;
  if a.state <> 'draft' then perform access.refuse('It is no draft any more. Draft its next edition.'); end if;
  if a.version <> seen then
    perform access.refuse('The draft was changed meanwhile. Read it again before it goes out.'); end if;
  said := access.lacks(wanted);
  if said is not null then perform access.refuse(said); end if;
  delete from public.partnership_party p where p.agreement_id = wanted;
  insert into public.partnership_party (agreement_id, agency_id, signed_as, withdrawn_because)
    select wanted, b, '', '' from access.bound(wanted) b order by b;
  update public.partnership_agreement set state = 'signing', version = version + 1 where id = wanted;
  return (select count(*) from public.partnership_party p where p.agreement_id = wanted);
end $$;

create or replace function access.take_back_agreement(wanted bigint) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare a public.partnership_agreement%rowtype; signed int;
begin
  a := access.held_agreement(wanted);
  if a.state = 'draft' then return null; end if;
  if a.state <> 'signing' then perform access.refuse('Only what waits for signatures can be taken back.'); end if;
  select count(*) into signed from public.partnership_party p where p.agreement_id = wanted and p.signed_at is not null;
  delete from public.partnership_party p where p.agreement_id = wanted;
  update public.partnership_agreement set state = 'draft', version = version + 1 where id = wanted;
  return signed;
end $$;

create or replace function access.remove_draft_line(wanted bigint) returns boolean
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare a public.partnership_agreement%rowtype; whose bigint;
begin
  select l.agreement_id into whose from public.partnership_agreementline l where l.id = wanted;
  if whose is null then return false; end if;
  a := access.held_agreement(whose);
  if a.state <> 'draft' then perform access.refuse('A line is taken out of a draft alone; what is in force is ended.'); end if;
  delete from public.partnership_agreementline l where l.id = wanted;
  return true;
end $$;

-- The party of the session's agency, for its administrator alone.
create or replace function access.held_party(wanted bigint) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare found int;
begin
  if not access.may('agreements.sign') then
    perform access.refuse('An agency''s administrator signs for it, and nobody else.'); end if;
  perform 1 from public.partnership_agreement x where x.id = wanted for update;
  select p.id into found from public.partnership_party p
    where p.agreement_id = wanted and p.agency_id = access.agency() and p.withdrawn_at is null;
  if found is null then perform access.refuse('Your agency is no party to this agreement.'); end if;
  return found;
end $$;

-- The party for which the session's account signed an agreement, other than its agency: one person is never two parties.
create or replace function access.signed_for(wanted bigint) returns text
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin return (
  select min(g.name) from public.partnership_party p
  join public.partnership_post o on o.id = p.signed_by_id
  join public.partnership_agency g on g.id = p.agency_id
  join public.partnership_post me on me.id = access.post() and me.account_id = o.account_id
  where p.agreement_id = wanted and p.withdrawn_at is null and p.agency_id is distinct from access.agency()); end $$;

create or replace function access.sign_agreement(wanted bigint, seen int) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare mine int; a public.partnership_agreement%rowtype; said text;
begin
  mine := access.held_party(wanted);
  select * into a from public.partnership_agreement x where x.id = wanted;
  if exists (select 1 from public.partnership_party p where p.id = mine and p.signed_at is not null) then return null; end if;
  if a.state <> 'signing' then perform access.refuse('This agreement does not wait for signatures.'); end if;
  if a.version <> seen then
    perform access.refuse('The text was changed since you opened it. Read it again before you sign.'); end if;
  said := access.signed_for(wanted);
  if said is not null then perform access.refuse(
    'You signed this for ' || said || '. Whoever signs for one party signs for no other: ask another administrator.'); end if;
  update public.partnership_party p set signed_at = clock_timestamp(), signed_by_id = access.post(),
      signed_as = (select left(o.holder || ', ' || o.title, 160) from public.partnership_post o where o.id = access.post())
    where p.id = mine;
  return 1;
end $$;

-- Ends what lines open, at once: each key asks its line's clock.
create or replace function access.shut_lines(which bigint[], reason text) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare shut int;
begin
  update public.partnership_agreementline l set until_at = clock_timestamp(), ended_because = left(coalesce(reason, ''), 500)
   where l.id = any (which) and l.from_at is not null and (l.until_at is null or clock_timestamp() < l.until_at);
  get diagnostics shut = row_count;
  return shut;
end $$;

create or replace function access.put_into_force(wanted bigint) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare a public.partnership_agreement%rowtype; said text; now_at timestamptz; former bigint[]; opened int;
begin
  a := access.held_agreement(wanted);
  if a.state = 'in_force' then return null; end if;
  if a.state <> 'signing' then perform access.refuse('It is not out for signature.'); end if;
  select string_agg(g.name, ', ' order by g.name) into said from access.bound(wanted) b
    join public.partnership_agency g on g.id = b
    where not exists (select 1 from public.partnership_party p where p.agreement_id = wanted and p.agency_id = b
      and p.signed_at is not null and p.withdrawn_at is null);
  if said is not null then perform access.refuse('Not signed yet by ' || said || '.'); end if;
  said := access.lacks(wanted);
  if said is not null then perform access.refuse(said || ' Take it back into draft to mend it.'); end if;
  now_at := clock_timestamp();
  select coalesce(array_agg(x.id), '{}') into former from public.partnership_agreement x
    where x.code = a.code and x.id <> wanted and x.state = 'in_force';
  update public.partnership_agreement set state = 'in_force', in_force_at = now_at, version = version + 1 where id = wanted;
  update public.partnership_agreementline l set from_at = now_at,
      until_at = a.until_on::timestamp at time zone 'Europe/London' where l.agreement_id = wanted;
  insert into access.access_scope (agency_id, category, sensitivity)
    select distinct l.giver_id, l.category, 0 from public.partnership_agreementline l where l.agreement_id = wanted
    on conflict do nothing;
  insert into access.access_bulkkey (agency_id, scope_id, role_class, purpose, may_write, agreement_line_id, from_at)
    select l.receiver_id, s.id, l.role_class, l.purpose, l.writes, l.id, now_at
    from public.partnership_agreementline l
    join access.access_scope s on s.agency_id = l.giver_id and s.category = l.category
    where l.agreement_id = wanted and not l.by_request;
  get diagnostics opened = row_count;
  -- What was disclosed under a line that the new edition repeats goes on under that one; what it does not repeat ends.
  update access.access_disclosure d set agreement_line_id = n.id
    from public.partnership_agreementline o, public.partnership_agreementline n
    where d.agreement_line_id = o.id and o.agreement_id = any (former) and n.agreement_id = wanted
      and (o.until_at is null or now_at < o.until_at) and d.ended_at is null
      and (n.giver_id, n.receiver_id, n.category, n.role_class, n.purpose, n.regime)
        = (o.giver_id, o.receiver_id, o.category, o.role_class, o.purpose, o.regime);
  perform access.shut_lines(array(select l.id from public.partnership_agreementline l where l.agreement_id = any (former)),
    'Edition ' || a.edition || ' took its place.');
  update public.partnership_agreement x set state = 'ended', ended_at = now_at, version = version + 1,
      ended_because = 'Edition ' || a.edition || ' took its place.' where x.id = any (former);
  return opened;
end $$;

create or replace function access.end_agreement(wanted bigint, reason text) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare a public.partnership_agreement%rowtype; shut int;
begin
  a := access.held_agreement(wanted);
  if a.state = 'ended' then return null; end if;
  if btrim(coalesce(reason, '')) = '' then perform access.refuse('Say why it ends: every party reads it.'); end if;
  shut := access.shut_lines(
    array(select l.id from public.partnership_agreementline l where l.agreement_id = wanted), reason);
  update public.partnership_agreement set state = 'ended', ended_at = clock_timestamp(), version = version + 1,
      ended_because = left(reason, 500) where id = wanted;
  return shut;
end $$;

create or replace function access.end_line(wanted bigint, reason text) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare a public.partnership_agreement%rowtype;
begin
  a := access.held_agreement((select l.agreement_id from public.partnership_agreementline l where l.id = wanted));
  if a.state <> 'in_force' then perform access.refuse('Only a line in force is ended; a draft''s is taken out.'); end if;
  if btrim(coalesce(reason, '')) = '' then perform access.refuse('Say why it ends: every party reads it.'); end if;
  return nullif(access.shut_lines(array[wanted], reason), 0);
end $$;

-- A party leaves, or will not sign: what it gives and receives by this agreement stops; with one left the agreement ends.
create or replace function access.withdraw_party(wanted bigint, reason text) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare mine int; shut int; mine_agency int := access.agency(); now_state text;
begin
  mine := access.held_party(wanted);
  select x.state into now_state from public.partnership_agreement x where x.id = wanted;
  if now_state not in ('signing', 'in_force') then perform access.refuse('There is nothing here to withdraw from.'); end if;
  if btrim(coalesce(reason, '')) = '' then perform access.refuse('Say why: the other parties read it.'); end if;
  update public.partnership_party p set withdrawn_at = clock_timestamp(), withdrawn_because = left(reason, 500)
    where p.id = mine;
  shut := access.shut_lines(array(select l.id from public.partnership_agreementline l where l.agreement_id = wanted
    and mine_agency in (l.giver_id, l.receiver_id)), 'A party withdrew: ' || reason);
  update public.partnership_agreement x set state = 'ended', ended_at = clock_timestamp(), version = version + 1,
      ended_because = 'Fewer than two parties are left.'
    where x.id = wanted and x.state = 'in_force'
      and 2 > (select count(*) from public.partnership_party p where p.agreement_id = wanted and p.withdrawn_at is null);
  return shut;
end $$;

-- What hangs on lines now, as counts for those who sign or keep them. Where that somebody is known is itself a secret,
-- fewer than ten disclosures are told as null: few or none.
create or replace function access.hangs_on(which bigint[]) returns table (line_id bigint, posts int, keys int, disclosures int)
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin
  if not (access.keeps_agreements() or access.may('agreements.sign')) then
    perform access.refuse('Only those who keep or sign agreements see what hangs on them.'); end if;
  return query
  select l.id,
    (select count(*)::int from public.partnership_post p where p.agency_id = l.receiver_id and p.role_class = l.role_class
       and p.from_at <= clock_timestamp() and (p.until_at is null or clock_timestamp() < p.until_at)),
    (select count(*)::int from access.access_bulkkey k where k.agreement_line_id = l.id
       and (k.until_at is null or clock_timestamp() < k.until_at)),
    (select case when count(*) < 10 and (c.existence_protected or g.existence_protected or r.existence_protected)
       then null else count(*)::int end
       from access.access_disclosure d where d.agreement_line_id = l.id and d.ended_at is null
       and d.from_at <= clock_timestamp() and (d.until_at is null or clock_timestamp() < d.until_at))
  from public.partnership_agreementline l
  join access.access_category c on c.code = l.category
  join public.partnership_agency g on g.id = l.giver_id
  join public.partnership_agency r on r.id = l.receiver_id
  where l.id = any (which)
    and (access.keeps_agreements() or exists (select 1 from public.partnership_party p
         where p.agreement_id = l.agreement_id and p.agency_id = access.agency()));
end $$;
