-- What is released never changes. Rights already give nobody update or delete; these triggers refuse the owner as well,
-- and whoever is one day given a right by mistake.

create function public.figures_released_is_kept() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'A released figure never changes. A correction is a new edition.' using errcode = '42501';
end $$;

create trigger is_kept before update or delete or truncate on public.figures_release
  for each statement execute function public.figures_released_is_kept();
create trigger is_kept before update or delete or truncate on public.figures_releasedcell
  for each statement execute function public.figures_released_is_kept();

-- Who releases sees the draft under their own policies, and writes their own post.
create function public.figures_may_release() returns trigger
language plpgsql set search_path = public, access, pg_temp as $$
begin
  if not exists (select 1 from public.figures_cell c where c.run_id = new.run_id) then
    raise exception 'This post cannot see what it would release.' using errcode = '42501';
  end if;
  if current_user in ('app', 'worker') and new.released_by_id is distinct from (select access.post()) then
    raise exception 'A post releases in its own name.' using errcode = '42501';
  end if;
  return new;
end $$;

create trigger may_release before insert on public.figures_release
  for each row execute function public.figures_may_release();

-- A release is whole when its transaction ends, and nothing is added to it later.
create function public.figures_released_is_whole() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare found bigint; wanted bigint; which bigint;
begin
  which := (to_jsonb(new) ->> tg_argv[0])::bigint;
  select r.lines into wanted from public.figures_release r where r.id = which;
  select count(*) into found from public.figures_releasedcell c where c.release_id = which;
  if found is distinct from wanted then
    raise exception 'A release has all of its cells or none.' using errcode = '23514';
  end if;
  return null;
end $$;

create constraint trigger is_whole after insert on public.figures_release
  deferrable initially deferred for each row execute function public.figures_released_is_whole('id');
create constraint trigger is_whole after insert on public.figures_releasedcell
  deferrable initially deferred for each row execute function public.figures_released_is_whole('release_id');
