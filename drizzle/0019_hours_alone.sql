-- As it was, but an organization whose hours cannot be sealed keeps no other of its batch from its turn.
create or replace function seal_usage_hours(
  after uuid, batch integer, pretended timestamptz default null
)
returns jsonb language plpgsql as $$
declare
  until timestamptz := date_trunc(
    'hour',
    least(coalesce(pretended, clock_timestamp()), clock_timestamp()) - interval '5 minutes',
    'UTC');
  tenant uuid;
  is_due boolean;
  previous uuid := after;
  keeps_any boolean := false;
  seen integer := 0;
  sealed integer := 0;
  failed jsonb := '[]';
  added integer;
begin
  for tenant, is_due in
    select organizations.id, exists (
      select from api_usage
      where organization_id = organizations.id and created_at < until and created_at >= coalesce(
        (select max(hour) + interval '1 hour' from usage_hours where organization_id = organizations.id),
        '-infinity')
    )
    from organizations
    where after is null or organizations.id > after
    order by organizations.id limit batch
  loop
    seen := seen + 1;
    if is_due then
      if not keeps_any then
        perform from organizations where id = tenant for no key update;
      else
        perform from organizations where id = tenant for no key update skip locked;
        if not found then
          return jsonb_build_object('sealed', sealed, 'failed', failed, 'next', previous);
        end if;
      end if;
      keeps_any := true;
      begin
        insert into usage_hours (organization_id, hour, credits_used, calls)
        select tenant, date_trunc('hour', created_at, 'UTC'), sum(credits_used), count(*)
        from api_usage
        where organization_id = tenant and created_at < until and created_at >= coalesce(
          (select max(hour) + interval '1 hour' from usage_hours where organization_id = tenant),
          '-infinity')
        group by 2;
        get diagnostics added = row_count;
        sealed := sealed + added;
      exception when others then
        failed := failed || jsonb_build_object('organizationId', tenant, 'code', sqlstate);
      end;
    end if;
    previous := tenant;
  end loop;
  return jsonb_build_object(
    'sealed', sealed, 'failed', failed, 'next', case when seen = batch then previous end);
end;
$$;
