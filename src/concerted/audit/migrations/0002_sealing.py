"""Leaves, nodes, roots, signed checkpoints of the sealed trail; all only grow, by row and as a whole."""

from django.db import migrations, models

ONLY_GROWS = """
create function public.audit_refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as
$$ begin raise exception 'The audit trail only grows.' using errcode = '42501'; end $$;
revoke execute on function public.audit_refuse_change() from public;
create trigger whole before truncate on public.audit_event
  for each statement execute function public.audit_refuse_change();
create trigger only_grows before update or delete or truncate on public.audit_leaf
  for each statement execute function public.audit_refuse_change();
create trigger only_grows before update or delete or truncate on public.audit_node
  for each statement execute function public.audit_refuse_change();
create trigger only_grows before update or delete or truncate on public.audit_signingkey
  for each statement execute function public.audit_refuse_change();
create trigger only_grows before update or delete or truncate on public.audit_checkpoint
  for each statement execute function public.audit_refuse_change();
create trigger only_grows before update or delete or truncate on public.audit_root
  for each statement execute function public.audit_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("event_at", models.DateTimeField()),
                ("event_id", models.BigIntegerField(unique=True)),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Root",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField()),
                ("peaks", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("pk", models.CompositePrimaryKey("level", "index", blank=True, editable=False, primary_key=True, serialize=False)),
                ("level", models.SmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("verifier", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("origin", models.CharField(max_length=100)),
                ("from_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(
            ONLY_GROWS,
            "drop trigger whole on public.audit_event; drop trigger only_grows on public.audit_leaf; "
            "drop trigger only_grows on public.audit_root; drop trigger only_grows on public.audit_node; "
            "drop trigger only_grows on public.audit_signingkey; drop trigger only_grows on public.audit_checkpoint; "
            "drop function public.audit_refuse_change()",
        ),
    ]
