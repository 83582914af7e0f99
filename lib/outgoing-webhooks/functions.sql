-- The functions of outgoing webhooks as they are now. A migration carries a copy of what it changes:
-- docs/database-functions.md.

-- How many endpoints an organization has, those that others made while the caller waited among them.
create or replace function live_endpoints(tenant uuid) returns integer language plpgsql as $$
begin
  return (
    select count(*) from webhook_endpoints where organization_id = tenant and deleted_at is null
  );
end;
$$;

-- An event as it is sent (Standard Webhooks).
create or replace function event_body(kind text, facts jsonb) returns text language sql stable as $$
  select json_build_object(
    'type', kind,
    'timestamp', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'data', facts
  )::text;
$$;

-- Puts an event into the outbox, once for each endpoint that listens to its type. `about` is the id of
-- what it is about, and erasing that calls `forget_events`. An endpoint that is deleted just then gets nothing.
create or replace function emit_event(tenant uuid, kind text, about text, facts jsonb) returns void
language sql as $$
  insert into webhook_messages (organization_id, endpoint_id, type, subject, body)
  select organization_id, id, kind, about, event_body(kind, facts)
  from webhook_endpoints
  where organization_id = tenant and kind = any (events)
    and disabled_at is null and deleted_at is null
  for key share;
$$;

-- Removes what the outbox has kept about something, sent or not.
create or replace function forget_events(tenant uuid, about text) returns void language sql as $$
  delete from webhook_messages where organization_id = tenant and subject = about;
$$;
