-- The triggers that emit the events of the newsletter (manifest/events.ts) as they are now. A migration
-- carries a copy of what it changes: docs/database-functions.md.

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

-- People who are imported are none: one file would be a hundred thousand requests.
create or replace trigger emit_subscriber_created after insert on subscribers
for each row when (new.import_id is null)
execute function emit_subscriber_event('subscriber.created');

create or replace trigger emit_subscriber_confirmed after update of confirmed_at on subscribers
for each row when (new.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at)
execute function emit_subscriber_event('subscriber.confirmed');

create or replace trigger emit_subscriber_left after update of status on subscribers
for each row when (new.status = 'unsubscribed' and old.status <> 'unsubscribed')
execute function emit_subscriber_event('subscriber.left');

create or replace trigger emit_subscriber_bounced after update of status on subscribers
for each row when (new.status = 'bounced' and old.status <> 'bounced')
execute function emit_subscriber_event('subscriber.bounced');

-- What was sent about somebody goes with them.
create or replace function forget_subscriber_events() returns trigger language plpgsql as $$
begin
  perform forget_events(gone.organization_id, gone.id::text) from gone;
  return null;
end;
$$;

create or replace trigger forget_subscriber_events after delete on subscribers
referencing old table as gone for each statement execute function forget_subscriber_events();

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

-- The steps of a series are no campaigns to anybody outside.
create or replace trigger emit_campaign_started after update of started_at on campaigns
for each row when (new.started_at is not null and old.started_at is null and new.series_id is null)
execute function emit_campaign_event('campaign.started');

create or replace trigger emit_campaign_paused after update of paused_at on campaigns
for each row when (new.paused_at is not null and old.paused_at is null)
execute function emit_campaign_event('campaign.paused');

create or replace trigger emit_campaign_sent after update of status on campaigns
for each row when (new.status = 'sent' and old.status <> 'sent' and new.cancelled_at is null)
execute function emit_campaign_event('campaign.sent');
