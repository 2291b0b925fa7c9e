-- One body takes the place of another. Open posts, lines and keys move to it at once and sessions go on; what was
-- written stays the predecessor's, whose scopes the successor's roles open beside their own.

create or replace function access.moves_with(former int) returns table (posts int, lines int, keys int, agreements int)
language plpgsql stable security definer set search_path = access, pg_temp as $$
begin
  if not (access.may('agencies.keep') and access.keeps_agreements()) then
    perform access.refuse('Only the body that runs the installation replaces an agency.'); end if;
  return query select
    (select count(*)::int from public.partnership_post p where p.agency_id = former
       and (p.until_at is null or clock_timestamp() < p.until_at)),
    (select count(*)::int from public.partnership_agreementline l where former in (l.giver_id, l.receiver_id)
       and l.from_at is not null and (l.until_at is null or clock_timestamp() < l.until_at)),
    (select count(*)::int from access.access_bulkkey k where k.agency_id = former
       and (k.until_at is null or clock_timestamp() < k.until_at)),
    (select count(*)::int from public.partnership_agreement a where a.owner_agency_id = former and a.state <> 'ended' and not a.is_template);
end $$;

create or replace function access.new_scope(owner int, kind text, level int) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
begin
  insert into access.access_scope (agency_id, category, sensitivity) values (owner, kind, level) on conflict do nothing;
  return (select s.id from access.access_scope s where s.agency_id = owner and s.category = kind and s.sensitivity = level);
end $$;

create or replace function access.succeed(former int, new_code text, new_name text, new_kind text) returns int
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare old public.partnership_agency%rowtype; made int; now_at timestamptz := clock_timestamp(); words text;
begin
  if not (access.may('agencies.keep') and access.keeps_agreements()) then
    perform access.refuse('Only the body that runs the installation replaces an agency.'); end if;
  select * into old from public.partnership_agency g where g.id = former for update;
  if old.id is null then perform access.refuse('There is no such agency.'); end if;
  if old.kind = 'scheme' or new_kind = 'scheme' then
    perform access.refuse('A scheme is no body: its agreement gets another edition.'); end if;
  select g.id into made from public.partnership_agency g where g.predecessor_id = former and g.code = new_code;
  if made is not null then return made; end if;
  if old.closed_on is not null then perform access.refuse('It has a successor already.'); end if;
  if exists (select 1 from public.partnership_agency g where g.code = new_code) then
    perform access.refuse('Another agency has this code: choose another.'); end if;
  words := left(new_name || ' took the place of ' || old.name || '.', 300);
  insert into public.partnership_agency (code, name, kind, duty_number, existence_protected, competent_authority,
      health_or_care, predecessor_id, version, changed_by)
    values (new_code, new_name, new_kind, old.duty_number, old.existence_protected, old.competent_authority,
      old.health_or_care, former, 1, '') returning id into made;
  update public.partnership_agency g set closed_on = (now_at at time zone 'Europe/London')::date, version = g.version + 1
    where g.id = former;
  perform access.move_keys(former, made, now_at);
  perform access.move_disclosures(former, made, now_at, words);
  perform access.move_lines(former, made, now_at, words);
  perform access.move_posts(former, made, now_at, words);
  update public.partnership_agreement a set owner_agency_id = made, version = a.version + 1
    where a.owner_agency_id = former and a.state <> 'ended';
  update public.partnership_county c set host_id = made where c.host_id = former;
  return made;
end $$;

create or replace function access.move_posts(former int, made int, now_at timestamptz, words text) returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare p public.partnership_post%rowtype; fresh uuid;
begin
  insert into public.partnership_team (agency_id, name) select made, t.name from public.partnership_team t
    where t.agency_id = former and (t.until_at is null or now_at < t.until_at);
  insert into public.partnership_agencycontact (agency_id, matter, name, telephone, email, hours)
    select made, c.matter, c.name, c.telephone, c.email, c.hours from public.partnership_agencycontact c
    where c.agency_id = former and (c.until_at is null or now_at < c.until_at);
  for p in select * from public.partnership_post x where x.agency_id = former
      and (x.until_at is null or now_at < x.until_at) order by x.id loop
    fresh := gen_random_uuid();
    insert into public.partnership_post (id, account_id, agency_id, team_id, title, holder, role_class, purpose, clearance,
        vetting_level, vetting_until_on, trained_until_on, declared_on, declared_until_on, interests, from_at, until_at,
        ended_because, version, changed_by)
      values (fresh, p.account_id, made,
        (select n.id from public.partnership_team n join public.partnership_team o on o.name = n.name and o.id = p.team_id
          where n.agency_id = made limit 1),
        p.title, p.holder, p.role_class, p.purpose, p.clearance, p.vetting_level, p.vetting_until_on, p.trained_until_on,
        p.declared_on, p.declared_until_on, p.interests, greatest(p.from_at, now_at), p.until_at, '', 1, '');
    update access.access_token t set post_id = fresh where t.post_id = p.id;
    update public.partnership_post x set until_at = greatest(now_at, x.from_at), ended_because = words where x.id = p.id;
  end loop;
end $$;

create or replace function access.move_keys(former int, made int, now_at timestamptz) returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
begin
  insert into access.access_bulkkey (agency_id, scope_id, role_class, purpose, may_write, from_at, until_at)
    select made, reached, k.role_class, k.purpose, k.may_write, greatest(k.from_at, now_at), k.until_at
    from access.access_bulkkey k join access.access_scope s on s.id = k.scope_id,
      unnest(array[s.id, access.new_scope(made, s.category, s.sensitivity)]) reached
    where k.agency_id = former and k.agreement_line_id is null and (k.until_at is null or now_at < k.until_at);
  update access.access_bulkkey k set until_at = now_at
    where k.agency_id = former and k.agreement_line_id is null and (k.until_at is null or now_at < k.until_at);
  insert into access.access_subjectkey (agency_id, post_id, role_class, purpose, subject_id, scope_id, may_write,
      disclosure_id, from_at, until_at)
    select made, null, k.role_class, k.purpose, k.subject_id, k.scope_id, k.may_write, k.disclosure_id, k.from_at, k.until_at
    from access.access_subjectkey k
    where k.agency_id = former and k.post_id is null and (k.until_at is null or now_at < k.until_at)
    on conflict do nothing;
end $$;

create or replace function access.move_lines(former int, made int, now_at timestamptz, words text) returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
declare l public.partnership_agreementline%rowtype; fresh bigint;
begin
  update public.partnership_agreementline x set giver_id = made
    where x.giver_id = former and x.from_at is null;
  update public.partnership_agreementline x set receiver_id = made
    where x.receiver_id = former and x.from_at is null;
  insert into public.partnership_party (agreement_id, agency_id, signed_at, signed_by_id, signed_as, withdrawn_because)
    select p.agreement_id, made, p.signed_at, p.signed_by_id, left('As successor: ' || p.signed_as, 160), ''
    from public.partnership_party p join public.partnership_agreement a on a.id = p.agreement_id
    where p.agency_id = former and p.withdrawn_at is null and a.state in ('signing', 'in_force') on conflict do nothing;
  update public.partnership_party p set withdrawn_at = now_at, withdrawn_because = words
    from public.partnership_agreement a where a.id = p.agreement_id and a.state in ('signing', 'in_force')
      and p.agency_id = former and p.withdrawn_at is null;
  for l in select * from public.partnership_agreementline x where former in (x.giver_id, x.receiver_id)
      and x.from_at is not null and (x.until_at is null or now_at < x.until_at) order by x.agreement_id, x.number loop
    insert into public.partnership_agreementline (agreement_id, number, giver_id, receiver_id, category, role_class, purpose,
        regime, by_request, writes, needs_vetting, needs_training, needs_declaration, words, from_at, until_at, ended_because)
      values (l.agreement_id,
        (select max(x.number) + 1 from public.partnership_agreementline x where x.agreement_id = l.agreement_id),
        case l.giver_id when former then made else l.giver_id end,
        case l.receiver_id when former then made else l.receiver_id end,
        l.category, l.role_class, l.purpose, l.regime, l.by_request, l.writes, l.needs_vetting, l.needs_training,
        l.needs_declaration, l.words, now_at, l.until_at, '') returning id into fresh;
    insert into access.access_bulkkey (agency_id, scope_id, role_class, purpose, may_write, agreement_line_id, from_at)
      select distinct case k.agency_id when former then made else k.agency_id end, reached, k.role_class, k.purpose,
        k.may_write, fresh, now_at
      from access.access_bulkkey k join access.access_scope s on s.id = k.scope_id,
        unnest(case s.agency_id when former then array[s.id, access.new_scope(made, s.category, s.sensitivity)]
               else array[s.id] end) reached
      where k.agreement_line_id = l.id and (k.until_at is null or now_at < k.until_at);
    update access.access_disclosure d set agreement_line_id = fresh where d.agreement_line_id = l.id and d.ended_at is null;
    perform access.shut_lines(array[l.id], words);
  end loop;
end $$;

-- What is open goes on as the successor's to end, and to be told of; what one post opened in an emergency ends with it.
create or replace function access.move_disclosures(former int, made int, now_at timestamptz, words text) returns void
language plpgsql volatile security definer set search_path = access, pg_temp as $$
begin
  update access.access_disclosure d set ended_at = now_at, ended_because = words
    where d.to_agency_id = former and d.rests_on = 'emergency' and (d.ended_at is null or now_at < d.ended_at)
      and (d.until_at is null or now_at < d.until_at);
  update access.access_disclosure d set
      from_agency_id = case d.from_agency_id when former then made else d.from_agency_id end,
      to_agency_id = case d.to_agency_id when former then made else d.to_agency_id end
    where former in (d.from_agency_id, d.to_agency_id) and (d.ended_at is null or now_at < d.ended_at)
      and (d.until_at is null or now_at < d.until_at);
end $$;
