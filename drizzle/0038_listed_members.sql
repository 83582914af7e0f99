CREATE TABLE "listed_members" (
	"id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"image_url" text,
	"role" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"sort_name" text GENERATED ALWAYS AS (lower(coalesce(nullif(name, ''), email, ''))) STORED NOT NULL,
	"rank" integer GENERATED ALWAYS AS (array_position(array['owner', 'admin', 'member'], role)) STORED NOT NULL,
	"words" text GENERATED ALWAYS AS (lower(name || ' ' || coalesce(email, ''))) STORED NOT NULL,
	CONSTRAINT "listed_members_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "listed_members" ADD CONSTRAINT "listed_members_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "listed_members" ADD CONSTRAINT "listed_members_membership" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."memberships"("organization_id","user_id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
-- Keeps listed_members: who is a member now, as lists show them. One who joins keeps the person's row for
-- the transaction, so that a name which changes meanwhile is either seen here or changed after it.
create or replace function list_member() returns trigger language plpgsql as $$
begin
  if new.deleted_at is not null then
    delete from listed_members where organization_id = new.organization_id and user_id = new.user_id;
  elsif tg_op = 'UPDATE' and old.deleted_at is null then
    update listed_members set role = new.role, joined_at = new.created_at
    where organization_id = new.organization_id and user_id = new.user_id;
  else
    perform from "user" where id = new.user_id for no key update;
    insert into listed_members (
      id, organization_id, user_id, name, email, image_url, role, joined_at
    )
    select new.id, new.organization_id, id, name, email, image_url, new.role, new.created_at
    from "user" where id = new.user_id;
  end if;
  return null;
end;
$$;
--> statement-breakpoint
create or replace trigger list_new_member after insert on memberships
for each row when (new.deleted_at is null) execute function list_member();
--> statement-breakpoint
create or replace trigger list_member after update on memberships for each row
when (
  (old.deleted_at is null) <> (new.deleted_at is null)
  or (new.deleted_at is null and (old.role, old.created_at) is distinct from (new.role, new.created_at))
)
execute function list_member();
--> statement-breakpoint
create or replace function list_person() returns trigger language plpgsql as $$
begin
  update listed_members set name = new.name, email = new.email, image_url = new.image_url
  from memberships
  where memberships.user_id = new.id and listed_members.user_id = new.id
    and listed_members.organization_id = memberships.organization_id;
  return null;
end;
$$;
--> statement-breakpoint
create or replace trigger list_person after update on "user" for each row
when ((old.name, old.email, old.image_url) is distinct from (new.name, new.email, new.image_url))
execute function list_person();
--> statement-breakpoint
-- The triggers have locked both tables against writers until this transaction ends.
insert into listed_members (id, organization_id, user_id, name, email, image_url, role, joined_at)
select memberships.id, organization_id, user_id, name, email, image_url, role, memberships.created_at
from memberships join "user" on "user".id = user_id
where memberships.deleted_at is null;
--> statement-breakpoint
CREATE INDEX "listed_members_name" ON "listed_members" USING btree ("organization_id","sort_name","id");
--> statement-breakpoint
CREATE INDEX "listed_members_joined" ON "listed_members" USING btree ("organization_id","joined_at","id");
--> statement-breakpoint
CREATE INDEX "listed_members_role" ON "listed_members" USING btree ("organization_id","rank","sort_name","id");
--> statement-breakpoint
CREATE INDEX "listed_members_role_joined" ON "listed_members" USING btree ("organization_id","rank","joined_at","id");
--> statement-breakpoint
CREATE INDEX "listed_members_words" ON "listed_members" USING gin (("organization_id"::text),"words" gin_trgm_ops);
