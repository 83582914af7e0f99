import type { DocsPage } from "./page.ts";
import { Code, Facts, P } from "./prose.tsx";

export const webhooks: DocsPage = {
  slug: "webhooks",
  title: "Incoming webhooks",
  description: "How events from Clerk and Polar are received, ordered and replayed.",
  sections: [
    {
      id: "received",
      title: "Events",
      body: (
        <P>
          Clerk sends events about people and organizations, and Polar sends events about purchases.
          Both send signed events at least once, and in any order, to{" "}
          <Code>/api/webhooks/clerk</Code> and <Code>/api/webhooks/polar</Code>.
        </P>
      ),
    },
    {
      id: "answers",
      title: "Responses",
      body: (
        <Facts
          label="Responses to a delivery"
          head={["Status", "Meaning", "Retried"]}
          rows={[
            ["200 applied", "the database now has this change", "no"],
            ["200 stale", "the database already has a newer event", "no"],
            ["200 duplicate", "this event ID was already received", "no"],
            ["200 parked", "the event waits for something, or cannot be read", "no"],
            ["200 ignored", "the app does not use this event", "no"],
            ["400", "the body is not an event", "yes"],
            ["403", "the signature is missing or invalid", "yes"],
            ["413", "the body is larger than 1 MiB", "yes"],
            ["500", "no signing secret is set, or the database refused the event", "yes"],
            ["503", "the database is unavailable", "yes"],
          ]}
        />
      ),
    },
    {
      id: "order",
      title: "Ordering",
      body: (
        <P>
          Each event has a version, and the versions of two different events for one row are never
          equal. A row stores the version of its last event, and only an event with a greater
          version can replace it, in one statement. Late, duplicate and concurrent deliveries
          therefore all lead to the same row.
        </P>
      ),
    },
    {
      id: "replay",
      title: "Parked deliveries and replay",
      body: (
        <P>
          A delivery that refers to something that does not exist yet is parked, and replayed once
          that exists. Owners see the deliveries of their organization in its settings, with body,
          version and outcome, and can replay them at any time. A replay never overwrites newer
          data. A daily comparison with each provider’s API finds events that were never sent.
        </P>
      ),
    },
  ],
};
