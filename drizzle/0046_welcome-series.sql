CREATE TABLE "series" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"list_id" uuid,
	"segment_id" uuid,
	"includes_imports" boolean DEFAULT false NOT NULL,
	"opens_at" integer DEFAULT 0 NOT NULL,
	"closes_at" integer DEFAULT 24 NOT NULL,
	"weekdays" text[] DEFAULT '{"monday","tuesday","wednesday","thursday","friday","saturday","sunday"}' NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"activated_at" timestamp with time zone,
	"paused_at" timestamp with time zone,
	"paused_reason" text,
	"archived_at" timestamp with time zone,
	"plan" integer DEFAULT 1 NOT NULL,
	"edited_at" timestamp with time zone,
	"joined_until" timestamp with time zone,
	"last_subscriber_id" uuid,
	"changed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "series_organization_id" UNIQUE("organization_id","id"),
	CONSTRAINT "series_one_trigger_check" CHECK (("series"."list_id" is null) <> ("series"."segment_id" is null)),
	CONSTRAINT "series_hours_check" CHECK ("series"."opens_at" >= 0 and "series"."opens_at" < "series"."closes_at" and "series"."closes_at" <= 24),
	CONSTRAINT "series_weekdays_check" CHECK (cardinality("series"."weekdays") > 0 and "series"."weekdays" <@ array['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
);
--> statement-breakpoint
CREATE TABLE "series_people" (
	"organization_id" uuid NOT NULL,
	"series_id" uuid NOT NULL,
	"subscriber_id" uuid NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"plan" integer NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_reason" text,
	CONSTRAINT "series_people_series_id_subscriber_id_pk" PRIMARY KEY("series_id","subscriber_id"),
	CONSTRAINT "series_people_ended_check" CHECK (("series_people"."ended_at" is null) = ("series_people"."ended_reason" is null)),
	CONSTRAINT "series_people_ended_reason_check" CHECK ("series_people"."ended_reason" in ('finished', 'left', 'earlier', 'imported'))
);
--> statement-breakpoint
CREATE TABLE "series_steps" (
	"campaign_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"series_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"delay" integer NOT NULL,
	"unit" text NOT NULL,
	"counted_from" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "series_steps_campaign_id_pk" PRIMARY KEY("campaign_id"),
	CONSTRAINT "series_steps_unit_check" CHECK ("series_steps"."unit" in ('hours', 'days')),
	CONSTRAINT "series_steps_counted_from_check" CHECK ("series_steps"."counted_from" in ('joining', 'before')),
	CONSTRAINT "series_steps_delay_check" CHECK ("series_steps"."delay" >= 0)
);
--> statement-breakpoint
ALTER TABLE "list_subscriptions" ADD COLUMN "import_id" uuid;--> statement-breakpoint
ALTER TABLE "campaign_letters" ADD COLUMN "revision" integer;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "series_id" uuid;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_list" FOREIGN KEY ("organization_id","list_id") REFERENCES "public"."lists"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_segment" FOREIGN KEY ("organization_id","segment_id") REFERENCES "public"."segments"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_people" ADD CONSTRAINT "series_people_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_people" ADD CONSTRAINT "series_people_series" FOREIGN KEY ("organization_id","series_id") REFERENCES "public"."series"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_people" ADD CONSTRAINT "series_people_subscriber" FOREIGN KEY ("organization_id","subscriber_id") REFERENCES "public"."subscribers"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_steps" ADD CONSTRAINT "series_steps_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_steps" ADD CONSTRAINT "series_steps_campaign" FOREIGN KEY ("organization_id","campaign_id") REFERENCES "public"."campaigns"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_steps" ADD CONSTRAINT "series_steps_series" FOREIGN KEY ("organization_id","series_id") REFERENCES "public"."series"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "series_created" ON "series" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX "series_list_id_index" ON "series" USING btree ("list_id");--> statement-breakpoint
CREATE INDEX "series_segment_id_index" ON "series" USING btree ("segment_id");--> statement-breakpoint
CREATE INDEX "series_active" ON "series" USING btree ("id") WHERE "series"."activated_at" is not null and "series"."paused_at" is null and "series"."archived_at" is null;--> statement-breakpoint
CREATE INDEX "series_people_due" ON "series_people" USING btree ("series_id","due_at") WHERE "series_people"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "series_people_plan" ON "series_people" USING btree ("series_id","plan") WHERE "series_people"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "series_people_joined" ON "series_people" USING btree ("series_id","joined_at","subscriber_id");--> statement-breakpoint
CREATE INDEX "series_people_subscriber_id_index" ON "series_people" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "series_steps_order" ON "series_steps" USING btree ("series_id","position");--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_series" FOREIGN KEY ("organization_id","series_id") REFERENCES "public"."series"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "campaigns_series_id_index" ON "campaigns" USING btree ("series_id") WHERE "campaigns"."series_id" is not null;--> statement-breakpoint
create or replace function newsletter_wall_time(local timestamp, zone text) returns timestamptz
language sql stable as $$
  select case when earlier at time zone zone = local then least(earlier, taken) else taken end
  from (select local at time zone zone as taken) as usual
  cross join lateral (
    -- By the offset of the day before.
    select (local at time zone 'UTC') - (
      (taken - interval '1 day') at time zone zone - (taken - interval '1 day') at time zone 'UTC'
    ) as earlier
  ) as before;
$$;
--> statement-breakpoint
create or replace function newsletter_opening(
  since timestamptz, zone text, days text[], opens integer, closes integer
) returns timestamptz language sql stable as $$
  select greatest(since, starts)
  from generate_series(-1, 15) as ahead
  cross join lateral (select (since at time zone zone)::date + ahead as day) as calendar
  cross join lateral (
    select newsletter_wall_time(day + make_interval(hours => opens), zone) as starts,
      newsletter_wall_time(day + make_interval(hours => closes), zone) as ends
  ) as hours
  where trim(to_char(day, 'day')) = any (days) and ends > since and ends > starts
  order by starts limit 1;
$$;
--> statement-breakpoint
create or replace function newsletter_filter_among(
  organization uuid, filter jsonb, people uuid[]
) returns setof uuid language plpgsql stable as $$
begin
  return query execute format(
    $q$select person.id from subscribers as person
      where person.organization_id = $1 and person.id = any ($2) and (%s)$q$,
    newsletter_filter(organization, filter)
  ) using organization, people;
end;
$$;
--> statement-breakpoint
create or replace trigger emit_campaign_started after update of started_at on campaigns
for each row when (new.started_at is not null and old.started_at is null and new.series_id is null)
execute function emit_campaign_event('campaign.started');
