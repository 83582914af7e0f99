import Link from "next/link";
import type { ReactNode } from "react";
import type {
  HappenedEvent,
  SentMail,
} from "#lib/products/newsletter/audience/subscribers/person.ts";
import { campaignPath } from "#lib/products/newsletter/campaigns/paths.ts";
import { seriesPath } from "#lib/products/newsletter/series/paths.ts";
import { eventLabel, type SubscriberEvent } from "#lib/products/newsletter/subscriber-event.ts";
import { Card } from "#lib/ui/card.tsx";
import { Time } from "#lib/ui/time.tsx";

interface HistoryProps {
  slug: string;
  events: HappenedEvent[];
  mails: SentMail[];
}

interface Entry {
  key: string;
  at: Date;
  title: ReactNode;
  details: string[];
}

/** All that happened to a person, the latest first: consent, lists, and every mail with what became of it. */
export function History({ slug, events, mails }: HistoryProps) {
  const told = new Set(events.map(({ kind, details }) => `${kind} ${details.campaign}`));
  const entries = [
    ...events.map(entryOfEvent),
    ...mails.flatMap((mail) => entriesOf(slug, mail, told)),
  ]
    // What was added at once stands in the order of its cause.
    .toSorted((one, other) => other.at.getTime() - one.at.getTime());
  return (
    <Card title="History">
      {entries.length === 0 ? (
        <p className="text-sm text-muted">Nothing is recorded yet.</p>
      ) : (
        <ol className="grid gap-4">
          {entries.map(({ key, at, title, details }) => (
            <li key={key} className="border-l-2 border-line pl-3 text-sm">
              <p className="font-medium wrap-anywhere">{title}</p>
              {details.map((detail) => (
                <p key={detail} className="text-muted wrap-anywhere">
                  {detail}
                </p>
              ))}
              <p className="mt-0.5 text-xs text-muted">
                <Time value={at} style="second" />
              </p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

const names = (value: unknown): string =>
  (Array.isArray(value) ? value : [value])
    .filter((one): one is string => typeof one === "string")
    .join(", ");

function entryOfEvent(event: HappenedEvent): Entry {
  const { details } = event;
  const lists = names(details.lists ?? details.list);
  const changed = names(details.changed);
  const subject = names(details.subject);
  const reply = names(details.reply);
  return {
    key: event.id,
    at: event.createdAt,
    title: `${eventLabel(event.kind)}${lists && `: ${lists}`}${changed && `: ${changed}`}`,
    details: [
      event.consent && `“${event.consent}”`,
      subject && `In “${subject}”`,
      reply && `The mail server said: ${reply}`,
      event.source && `From ${event.source}`,
      event.actor && `By ${event.actor}`,
      event.network && `Network ${event.network}`,
    ].filter((line): line is string => Boolean(line)),
  };
}

/** Each moment of a mail is an entry of its own, unless an event tells more of it. */
function entriesOf(slug: string, mail: SentMail, told: ReadonlySet<string>): Entry[] {
  const unlessTold = (kind: SubscriberEvent, at: Date | null) =>
    told.has(`${kind} ${mail.campaignId}`) ? null : at;
  const subject = (
    <Link
      href={mail.seriesId ? seriesPath(slug, mail.seriesId) : campaignPath(slug, mail.campaignId)}
      prefetch={false}
      className="rounded hover:underline"
    >
      {mail.subject}
    </Link>
  );
  const moments: [string, Date | null][] = [
    ["Sent", mail.sentAt],
    ["Opened", mail.openedAt],
    ["Clicked a link in", mail.clickedAt],
    ["Bounced:", unlessTold("bounced", mail.bouncedAt)],
    ["Reported as spam:", unlessTold("complained", mail.complainedAt)],
    ["Unsubscribed in", unlessTold("unsubscribed", mail.unsubscribedAt)],
    ["Not sent:", mail.droppedReason ? mail.createdAt : null],
  ];
  return moments.flatMap(([what, at]) =>
    at
      ? {
          key: `${mail.id} ${what}`,
          at,
          title: (
            <>
              {what} {subject}
            </>
          ),
          details:
            mail.droppedReason && what === "Not sent:" ? [`Reason: ${mail.droppedReason}`] : [],
        }
      : [],
  );
}
