"""The audit table, partitioned by month from the start, and the function that makes next months' partitions."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

TABLE = """
create table public.audit_event (
  id bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  kind text not null,
  post_id uuid,
  agency_id int,
  purpose text,
  process text not null,
  about uuid[] not null default '{}',
  detail jsonb not null default '{}',
  salt uuid not null default gen_random_uuid(),
  primary key (at, id)
) partition by range (at);
create table public.audit_event_rest partition of public.audit_event default;
create index audit_event_about on public.audit_event using gin (about);
create index audit_event_post on public.audit_event (post_id, at, id);
create index audit_event_agency on public.audit_event (agency_id, at);
create index audit_event_act on public.audit_event (agency_id, at, id) where kind <> 'page.opened';
create index audit_event_kind on public.audit_event (agency_id, (kind collate "C"), at) where kind <> 'page.opened';
create function public.audit_make_partition(month date) returns void language plpgsql
set search_path = public, pg_temp as $$
declare name text := 'audit_event_' || to_char(month, 'YYYY_MM');
begin
  if to_regclass('public.' || name) is null then
    execute format('create table public.%I partition of public.audit_event for values from (%L) to (%L)', name,
      date_trunc('month', month), date_trunc('month', month) + interval '1 month');
  end if;
end $$;
revoke execute on function public.audit_make_partition(date) from public;
select public.audit_make_partition((date_trunc('month', now()) + make_interval(months => m))::date)
  from generate_series(0, 24) m;
create function public.audit_only_grows() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as
$$ begin raise exception 'The audit trail only grows.' using errcode = '42501'; end $$;
create trigger only_grows before update or delete on public.audit_event for each row
  execute function public.audit_only_grows();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            TABLE,
            "drop table public.audit_event; drop function public.audit_make_partition(date); "
            "drop function public.audit_only_grows()",
            state_operations=[
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                        ("kind", models.CharField(max_length=60)),
                        ("post_id", models.UUIDField(null=True)),
                        ("agency_id", models.IntegerField(null=True)),
                        ("purpose", models.CharField(max_length=40, null=True)),
                        ("process", models.CharField(max_length=20)),
                        ("about", ArrayField(models.UUIDField(), default=list)),
                        ("detail", models.JSONField(default=dict)),
                        ("salt", models.UUIDField()),
                    ],
                    options={"db_table": "audit_event", "managed": False},
                )
            ],
        )
    ]
