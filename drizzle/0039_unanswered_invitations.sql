-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitations_unanswered_email" ON "invitations" USING btree ("organization_id",lower("email"),"id") WHERE "invitations"."accepted_at" is null and "invitations"."revoked_at" is null;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "invitations_unanswered_words" ON "invitations" USING gin (("organization_id"::text),lower("email") gin_trgm_ops) WHERE "invitations"."accepted_at" is null and "invitations"."revoked_at" is null;
