-- The three plans that every installation has. Their Polar product ids come from where they are sold.
insert into plans (slug, name, price_cents, monthly_credits, seats) values
  ('free', 'Free', 0, 1000, 3),
  ('pro', 'Pro', 2900, 50000, 20),
  ('scale', 'Scale', 19900, 1000000, null)
on conflict (slug) do nothing;
