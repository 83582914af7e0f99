ALTER TABLE "orders" ADD COLUMN "polar_customer_id" text;--> statement-breakpoint
CREATE INDEX "orders_polar_customer_id_index" ON "orders" USING btree ("polar_customer_id");--> statement-breakpoint
CREATE INDEX "subscriptions_polar_customer_id_index" ON "subscriptions" USING btree ("polar_customer_id");