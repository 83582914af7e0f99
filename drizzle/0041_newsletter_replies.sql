CREATE TABLE "newsletter_replies" (
	"organization_id" uuid NOT NULL,
	"source" text NOT NULL,
	"event_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "newsletter_replies_organization_id_source_event_id_pk" PRIMARY KEY("organization_id","source","event_id")
);
--> statement-breakpoint
ALTER TABLE "campaign_stats" ADD COLUMN "returned" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "newsletter_replies" ADD CONSTRAINT "newsletter_replies_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "newsletter_replies_created" ON "newsletter_replies" USING btree ("created_at");