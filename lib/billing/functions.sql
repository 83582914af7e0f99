-- The functions of plans and packs as they are now. A migration carries a copy of what it changes:
-- docs/database-functions.md.

-- Gives products of Polar to plans and packs, all of them at once: [{kind, slug, id}]. Whatever else
-- has one of these products gives it up, so that two can be exchanged.
create or replace function assign_products(wanted jsonb) returns void language plpgsql as $$
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
