CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" uuid NOT NULL,
	"polar_order_id" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"total_amount" bigint NOT NULL,
	"refunded_amount" bigint DEFAULT 0 NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"invoice_number" text,
	"ordered_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"event_at" timestamp with time zone DEFAULT '-infinity' NOT NULL,
	"event_rank" bigint DEFAULT 0 NOT NULL,
	"event_tie" text DEFAULT '' NOT NULL,
	CONSTRAINT "orders_polar_order_id_unique" UNIQUE("polar_order_id")
);
--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "orders_organization_ordered" ON "orders" USING btree ("organization_id","ordered_at");