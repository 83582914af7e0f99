CREATE TABLE "credit_packs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"price_cents" integer DEFAULT 0 NOT NULL,
	"credits" bigint NOT NULL,
	"valid_days" integer,
	"polar_product_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"event_at" timestamp with time zone DEFAULT '-infinity' NOT NULL,
	"event_rank" bigint DEFAULT 0 NOT NULL,
	"event_tie" text DEFAULT '' NOT NULL,
	CONSTRAINT "credit_packs_slug_unique" UNIQUE("slug"),
	CONSTRAINT "credit_packs_polar_product_id_unique" UNIQUE("polar_product_id"),
	CONSTRAINT "credit_packs_credits_check" CHECK ("credit_packs"."credits" > 0)
);
--> statement-breakpoint
CREATE TABLE "polar_customers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" uuid NOT NULL,
	"polar_customer_id" text NOT NULL,
	"active_subscriptions" text[] NOT NULL,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"event_at" timestamp with time zone DEFAULT '-infinity' NOT NULL,
	"event_rank" bigint DEFAULT 0 NOT NULL,
	"event_tie" text DEFAULT '' NOT NULL,
	CONSTRAINT "polar_customers_polar_customer_id_unique" UNIQUE("polar_customer_id")
);
--> statement-breakpoint
CREATE TABLE "reconcile_misses" (
	"provider" text NOT NULL,
	"resource" text NOT NULL,
	"entity_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reconcile_misses_provider_resource_entity_id_pk" PRIMARY KEY("provider","resource","entity_id")
);
--> statement-breakpoint
CREATE TABLE "reconcile_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"provider" text NOT NULL,
	"resource" text NOT NULL,
	"cursor" text,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
DROP VIEW "public"."current_subscriptions";--> statement-breakpoint
ALTER TABLE "memberships" DROP CONSTRAINT "memberships_clerk_membership_id_unique";--> statement-breakpoint
DROP INDEX "invitations_open_email";--> statement-breakpoint
DROP INDEX "webhook_events_parked_index";--> statement-breakpoint
ALTER TABLE "credit_grants" ADD COLUMN "refund_requested" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD COLUMN "event_at" timestamp with time zone DEFAULT '-infinity' NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD COLUMN "event_rank" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD COLUMN "event_tie" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "event_at" timestamp with time zone DEFAULT '-infinity' NOT NULL;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "event_rank" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "event_tie" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "is_creator" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "organization_id" uuid;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "waits_for" text;--> statement-breakpoint
ALTER TABLE "polar_customers" ADD CONSTRAINT "polar_customers_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reconcile_runs_provider_resource" ON "reconcile_runs" USING btree ("provider","resource","created_at");--> statement-breakpoint
CREATE INDEX "webhook_events_organization_created" ON "webhook_events" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open_email" ON "invitations" USING btree ("organization_id",lower("email")) WHERE "invitations"."accepted_at" is null and "invitations"."revoked_at" is null and "invitations"."clerk_invitation_id" is null;--> statement-breakpoint
CREATE INDEX "webhook_events_parked_index" ON "webhook_events" USING btree ("waits_for") WHERE "webhook_events"."outcome" = 'parked';--> statement-breakpoint
CREATE VIEW "public"."current_subscriptions" AS (
  select
    organizations.id as organization_id,
    latest.id as subscription_id,
    case when latest.live then latest.plan_id
      else (select plans.id from plans where plans.slug = 'free') end as plan_id,
    case when latest.has_ended then 'inactive' else latest.status end as status,
    latest.provider_status,
    latest.current_period_start,
    latest.current_period_end,
    latest.cancel_at_period_end,
    coalesce(latest.live_subscriptions, 0)::integer as live_subscriptions
  from organizations
  left join lateral (
    select subscriptions.*, has_ended, live,
      count(*) filter (where live) over () as live_subscriptions
    from subscriptions,
      lateral (
        select exists (
          select from polar_customers
          where polar_customers.polar_customer_id = subscriptions.polar_customer_id
            and subscriptions.status in ('trialing', 'active')
            and extract(epoch from polar_customers.event_at) * 1000000 > subscriptions.event_rank
            and subscriptions.polar_subscription_id <> all (polar_customers.active_subscriptions)
        ) as has_ended
      ) as contradiction,
      lateral (
        select not has_ended and subscriptions.status in ('trialing', 'active', 'past_due') as live
      ) as state
    where subscriptions.organization_id = organizations.id
    order by live desc,
      case when live then coalesce(subscriptions.current_period_end, 'infinity') end desc,
      subscriptions.current_period_start desc nulls last,
      subscriptions.created_at desc,
      subscriptions.id
    limit 1
  ) as latest on true);--> statement-breakpoint
insert into credit_packs (slug, name, price_cents, credits, valid_days) values
  ('small', '10,000 credits', 900, 10000, 365),
  ('large', '100,000 credits', 6900, 100000, 365)
on conflict (slug) do nothing;
