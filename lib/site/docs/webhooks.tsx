import type { DocsPage } from "./page.ts";
import { Code, Facts, P } from "./prose.tsx";

export const webhooks: DocsPage = {
  slug: "webhooks",
  title: "Webhooks",
  description: "What Clerk and Polar send, what becomes of it, and how an owner replays it.",
  sections: [
    {
      id: "received",
      title: "What is received",
      body: (
        <P>
          Clerk says who people are and which organizations they are in; Polar says what an
          organization has bought. Both send signed events, at least once and in no order, to{" "}
          <Code>/api/webhooks/clerk</Code> and <Code>/api/webhooks/polar</Code>.
        </P>
      ),
    },
    {
      id: "answers",
      title: "Answers",
      body: (
        <Facts
          label="Answers to a delivery"
          head={["Status", "When", "Sent again"]}
          rows={[
            ["200 applied", "the event is in the database", "no"],
            ["200 stale", "something newer is", "no"],
            ["200 duplicate", "this id came before", "no"],
            ["200 parked", "it has to wait for something, or cannot be read", "no"],
            ["200 ignored", "there is nothing to do with it", "no"],
            ["400", "not an event", "yes"],
            ["403", "no signature, or not one of ours", "yes"],
            ["413", "more than 1 MiB", "yes"],
            ["500", "no signing secret is set, or the statement was refused", "yes"],
            ["503", "the database did not answer", "yes"],
          ]}
        />
      ),
    },
    {
      id: "order",
      title: "Any order ends in the same rows",
      body: (
        <P>
          Each event carries a version, and of two different events of one row one is always the
          greater. A row keeps the version of the event that made it and gives way only to a greater
          one, in one statement. So late, double and concurrent deliveries all end in the same row.
        </P>
      ),
    },
    {
      id: "replay",
      title: "Parked deliveries and replay",
      body: (
        <P>
          A delivery that points to something that is not here yet is parked, and replayed when that
          comes. Owners see the deliveries of their organization under its settings, with their
          body, version and outcome, and can replay them at any time: to do it again changes nothing
          that is newer. What a provider never sent is found by comparing with its API every day.
        </P>
      ),
    },
  ],
};
