-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "api_keys_organization_created" ON "api_keys" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "api_keys_organization_ended" ON "api_keys" USING btree ("organization_id",(least(coalesce("revoked_at", 'infinity'), coalesce("expires_at", 'infinity'))),"id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_events_organization_actor" ON "audit_events" USING btree ("organization_id","actor_id","created_at","id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "audit_events_organization_target" ON "audit_events" USING btree ("organization_id","target_id","created_at","id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitations_unanswered_created" ON "invitations" USING btree ("organization_id","created_at","id") WHERE "invitations"."accepted_at" is null and "invitations"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitations_unanswered_expires" ON "invitations" USING btree ("organization_id","expires_at") WHERE "invitations"."accepted_at" is null and "invitations"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitations_accepted_by" ON "invitations" USING btree ("accepted_by");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "memberships_organization_role" ON "memberships" USING btree ("organization_id","role") WHERE "memberships"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "webhook_events_organization_type" ON "webhook_events" USING btree ("organization_id","type");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "webhook_events_organization_parked" ON "webhook_events" USING btree ("organization_id") WHERE "webhook_events"."outcome" = 'parked';--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "api_keys_organization_id_index";
