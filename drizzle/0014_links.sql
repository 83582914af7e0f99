ALTER TABLE "rate_limit" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "rate_limit" CASCADE;--> statement-breakpoint
CREATE INDEX "verification_value_index" ON "verification" USING btree ("value");