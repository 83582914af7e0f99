ALTER TABLE "credit_packs" ADD COLUMN "currency" text DEFAULT 'usd' NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_packs" ADD COLUMN "price_interval" text;--> statement-breakpoint
ALTER TABLE "credit_packs" ADD COLUMN "price_interval_count" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_packs" ADD COLUMN "is_metered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_packs" ADD COLUMN "price_problem" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "tax_amount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "seats" integer;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "units" integer;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "currency" text DEFAULT 'usd' NOT NULL;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "price_interval" text DEFAULT 'month';--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "price_interval_count" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "is_metered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "price_problem" text;--> statement-breakpoint
-- Gives products of Polar to plans and packs, all of them at once: [{kind, slug, id}]. Whatever else
-- has one of these products gives it up, so that two can be exchanged.
create function assign_products(wanted jsonb) returns void language plpgsql as $$
begin
  update plans set polar_product_id = null, event_at = '-infinity', event_rank = 0, event_tie = ''
  from jsonb_to_recordset(wanted) as it (kind text, slug text, id text)
  where plans.polar_product_id = it.id and (it.kind <> 'plan' or it.slug <> plans.slug);
  update credit_packs set polar_product_id = null, event_at = '-infinity', event_rank = 0, event_tie = ''
  from jsonb_to_recordset(wanted) as it (kind text, slug text, id text)
  where credit_packs.polar_product_id = it.id and (it.kind <> 'pack' or it.slug <> credit_packs.slug);
  update plans set polar_product_id = it.id, event_at = '-infinity', event_rank = 0, event_tie = ''
  from jsonb_to_recordset(wanted) as it (kind text, slug text, id text)
  where it.kind = 'plan' and it.slug = plans.slug and plans.polar_product_id is distinct from it.id;
  update credit_packs set polar_product_id = it.id, event_at = '-infinity', event_rank = 0, event_tie = ''
  from jsonb_to_recordset(wanted) as it (kind text, slug text, id text)
  where it.kind = 'pack' and it.slug = credit_packs.slug
    and credit_packs.polar_product_id is distinct from it.id;
end;
$$;
