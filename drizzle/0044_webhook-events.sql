-- How many endpoints an organization has, those that others made while the caller waited among them.
create or replace function live_endpoints(tenant uuid) returns integer language plpgsql as $$
begin
  return (
    select count(*) from webhook_endpoints where organization_id = tenant and deleted_at is null
  );
end;
$$;
--> statement-breakpoint
-- An event as it is sent (Standard Webhooks).
create or replace function event_body(kind text, facts jsonb) returns text language sql stable as $$
  select json_build_object(
    'type', kind,
    'timestamp', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'data', facts
  )::text;
$$;
--> statement-breakpoint
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
--> statement-breakpoint
-- Removes what the outbox has kept about something, sent or not.
create or replace function forget_events(tenant uuid, about text) returns void language sql as $$
  delete from webhook_messages where organization_id = tenant and subject = about;
$$;
--> statement-breakpoint
-- An event about a subscriber; the trigger says which. Conditions stand in the triggers, so that rows whose
-- change is no event cost nothing.
create or replace function emit_subscriber_event() returns trigger language plpgsql as $$
begin
  perform emit_event(new.organization_id, tg_argv[0], new.id::text, jsonb_build_object(
    'subscriber', jsonb_build_object(
      'id', new.id,
      'email', coalesce(new.address, new.email),
      'name', new.name,
      'fields', new.fields,
      'status', case when new.pending_since is not null then 'pending' else new.status end,
      'createdAt', to_char(new.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    )
  ));
  return null;
end;
$$;
--> statement-breakpoint
-- People who are imported are none: one file would be a hundred thousand requests.
create or replace trigger emit_subscriber_created after insert on subscribers
for each row when (new.import_id is null)
execute function emit_subscriber_event('subscriber.created');
--> statement-breakpoint
create or replace trigger emit_subscriber_confirmed after update of confirmed_at on subscribers
for each row when (new.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at)
execute function emit_subscriber_event('subscriber.confirmed');
--> statement-breakpoint
create or replace trigger emit_subscriber_left after update of status on subscribers
for each row when (new.status = 'unsubscribed' and old.status <> 'unsubscribed')
execute function emit_subscriber_event('subscriber.left');
--> statement-breakpoint
create or replace trigger emit_subscriber_bounced after update of status on subscribers
for each row when (new.status = 'bounced' and old.status <> 'bounced')
execute function emit_subscriber_event('subscriber.bounced');
--> statement-breakpoint
-- What was sent about somebody goes with them.
create or replace function forget_subscriber_events() returns trigger language plpgsql as $$
begin
  perform forget_events(gone.organization_id, gone.id::text) from gone;
  return null;
end;
$$;
--> statement-breakpoint
create or replace trigger forget_subscriber_events after delete on subscribers
referencing old table as gone for each statement execute function forget_subscriber_events();
--> statement-breakpoint
-- An event about a campaign.
create or replace function emit_campaign_event() returns trigger language plpgsql as $$
begin
  perform emit_event(new.organization_id, tg_argv[0], new.id::text, jsonb_build_object(
    'campaign', jsonb_build_object(
      'id', new.id,
      'subject', new.subject,
      'startedAt', to_char(new.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'pausedReason', new.paused_reason,
      'finishedAt', to_char(new.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    )
  ));
  return null;
end;
$$;
--> statement-breakpoint
create or replace trigger emit_campaign_started after update of started_at on campaigns
for each row when (new.started_at is not null and old.started_at is null)
execute function emit_campaign_event('campaign.started');
--> statement-breakpoint
create or replace trigger emit_campaign_paused after update of paused_at on campaigns
for each row when (new.paused_at is not null and old.paused_at is null)
execute function emit_campaign_event('campaign.paused');
--> statement-breakpoint
create or replace trigger emit_campaign_sent after update of status on campaigns
for each row when (new.status = 'sent' and old.status <> 'sent' and new.cancelled_at is null)
execute function emit_campaign_event('campaign.sent');
