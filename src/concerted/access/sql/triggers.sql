-- A row keeps the scope and the subject that it was written with: moving it would show it to others.
create or replace function access.refuse_move() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception 'A row keeps the scope and the subject that it was written with.' using errcode = '42501'; end $$;

-- The owner's own functions alone may move what is fixed for requests: a body that is replaced hands over its agreements.
create or replace function access.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_user not in ('app', 'worker', 'gate', 'front', 'engine', 'backup') then return new; end if;
  raise exception 'This stays as it was written: end it and write a new one.' using errcode = '42501'; end $$;
