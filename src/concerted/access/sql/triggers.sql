-- A row keeps the scope and the subject that it was written with: moving it would show it to others.
create or replace function access.refuse_move() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception 'A row keeps the scope and the subject that it was written with.' using errcode = '42501'; end $$;
