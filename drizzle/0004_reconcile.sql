CREATE TABLE "reconcile_seen" (
	"run_id" uuid NOT NULL,
	"entity_id" text NOT NULL,
	CONSTRAINT "reconcile_seen_run_id_entity_id_pk" PRIMARY KEY("run_id","entity_id")
);
--> statement-breakpoint
ALTER TABLE "reconcile_runs" ADD COLUMN "since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reconcile_seen" ADD CONSTRAINT "reconcile_seen_run_id_reconcile_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."reconcile_runs"("id") ON DELETE cascade ON UPDATE no action;