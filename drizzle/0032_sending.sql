ALTER TABLE "campaign_sends" ADD COLUMN "uncertain_times" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sending_buckets" ADD COLUMN "granted" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sending_buckets" ADD COLUMN "slowed_at" timestamp with time zone;