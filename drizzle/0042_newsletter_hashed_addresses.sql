-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "subscribers_hashed" ON "subscribers" USING btree ("address_hash","organization_id");
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "subscribers_address_hash";
