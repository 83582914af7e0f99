CREATE TABLE "user_pictures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" text NOT NULL,
	"content" "bytea" NOT NULL,
	"content_type" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_pictures_user_id_unique" UNIQUE("user_id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"recipient" text NOT NULL,
	"template" text NOT NULL,
	"props" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now(),
	"sent_at" timestamp with time zone,
	"failure" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organization_slugs" (
	"slug" text PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "purge_after" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "user_pictures" ADD CONSTRAINT "user_pictures_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_slugs" ADD CONSTRAINT "organization_slugs_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE "outbox"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "organization_slugs_organization_id_index" ON "organization_slugs" USING btree ("organization_id");--> statement-breakpoint
-- How many more people fit into an organization by its plan; null when there is no limit. It keeps the
-- organization's row for the transaction, so those who ask queue up, and counts after that: a
-- statement's own count would miss who was let in while it waited.
create function seats_left(tenant uuid) returns integer language plpgsql as $$
begin
  perform from organizations where id = tenant for no key update;
  return (
    select plans.seats - (
      select count(*) from memberships where organization_id = tenant and deleted_at is null
    )
    from current_subscriptions
    join plans on plans.id = current_subscriptions.plan_id
    where current_subscriptions.organization_id = tenant
  );
end;
$$;
--> statement-breakpoint
-- How many owners an organization has besides one person. It queues and counts as seats_left does, so
-- two owners cannot leave each other as the last one.
create function other_owners(tenant uuid, person text) returns integer language plpgsql as $$
begin
  perform from organizations where id = tenant for no key update;
  return (
    select count(*) from memberships
    where organization_id = tenant and role = 'owner' and deleted_at is null and user_id <> person
  );
end;
$$;
--> statement-breakpoint
-- As in 0001, and an organization whose time is up is erased in batches, before its own row.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and (
    not exists (
      select from organizations
      where id = old.organization_id and (purge_after is null or purge_after > now())
    )
    or (to_jsonb(old) ? 'user_id'
      and not exists (select from "user" where id = to_jsonb(old) ->> 'user_id'))
  ) then
    return old;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation', table = tg_table_name;
end;
$$;
