-- What of casework nobody is left to do when a post ends, as counts and nothing else: for an administrator of the post's
-- own agency, who reads no case.
create or replace function access.left_in_casework(wanted uuid)
returns table (actions int, questions int, proposals int, reviews int)
language plpgsql stable security definer set search_path = public, access, pg_temp as $$
declare p public.partnership_post%rowtype; reached int[];
begin
  select * into p from public.partnership_post x where x.id = wanted and x.agency_id = access.agency();
  if p.id is null or not access.may('posts.keep') then return; end if;
  select coalesce(array_agg(distinct k.scope_id), '{}') into reached from access.access_bulkkey k
    left join public.partnership_agreementline l on l.id = k.agreement_line_id
    where k.agency_id = p.agency_id and k.role_class = p.role_class and k.may_write
      and (k.until_at is null or clock_timestamp() < k.until_at)
      and (l.id is null or (l.from_at <= clock_timestamp() and (l.until_at is null or clock_timestamp() < l.until_at)));
  return query select
    (select count(*)::int from public.cases_action a where a.asked_of_id = p.agency_id and a.scope_id = any (reached)
       and a.state in ('asked', 'accepted', 'later')),
    (select count(*)::int from public.cases_question q where q.asked_of_id = p.agency_id and q.withdrawn_on is null
       and p.role_class in (select m.role_class from access.access_permission m where m.permission = 'questions.answer')
       and not exists (select 1 from public.cases_answer r where r.question_id = q.id)),
    (select count(*)::int from public.cases_case c where c.scope_id = any (reached) and c.stage = 'proposed'),
    (select count(*)::int from public.cases_case c where c.scope_id = any (reached) and c.review_due_on is not null);
end $$;
revoke all on function access.left_in_casework(uuid) from public;
grant execute on function access.left_in_casework(uuid) to app;
