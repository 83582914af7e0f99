import { KeyRound, Server } from "lucide-react";
import type { AuditEvent } from "#lib/organizations/audit-event.ts";
import { actorName, auditPredicate } from "#lib/organizations/audit-sentence.ts";
import { Avatar } from "#lib/ui/avatar.tsx";
import { Time } from "#lib/ui/time.tsx";

/** The picture of who did it: a person, a key, or the system. */
export function ActorPicture({ event }: { event: AuditEvent }) {
  const { actor, apiKey } = event;
  if (actor) return <Avatar name={actor.name || (actor.email ?? "")} id={actor.id} />;
  const Icon = apiKey ? KeyRound : Server;
  return (
    <span
      aria-hidden="true"
      className="grid size-8 shrink-0 place-items-center rounded-full bg-sunken text-muted"
    >
      <Icon className="size-4" />
    </span>
  );
}

/** What happened, as a sentence. */
export function EventSentence({ event }: { event: AuditEvent }) {
  return (
    <span className="wrap-anywhere">
      <span className="font-medium">{actorName(event)}</span> {auditPredicate(event)}
    </span>
  );
}

/** What happened, newest first, in few words. */
export function Events({ events }: { events: AuditEvent[] }) {
  return (
    <ul className="divide-y divide-line">
      {events.map((event) => (
        <li key={event.id} className="flex gap-3 py-3 first:pt-0 last:pb-0">
          <ActorPicture event={event} />
          <p className="min-w-0 flex-1 text-sm leading-5">
            <EventSentence event={event} />
            <Time
              value={event.createdAt}
              style="relative"
              className="mt-0.5 block text-xs text-muted"
            />
          </p>
        </li>
      ))}
    </ul>
  );
}
