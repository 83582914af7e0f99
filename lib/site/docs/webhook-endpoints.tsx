import { eventTypes } from "#lib/outgoing-webhooks/event-types.ts";
import {
  endpointLimit,
  failingDays,
  overlapHours,
  retentionDays,
} from "#lib/outgoing-webhooks/rules.ts";
import type { ProductEvent } from "#lib/products/product.ts";
import type { DocsPage } from "./page.ts";
import { Code, Facts, List, Listing, P } from "./prose.tsx";

const events = Object.entries<ProductEvent>(eventTypes);
const [first] = events;

const verifying = `import { Webhook } from "standardwebhooks";

const webhook = new Webhook(secret); // whsec_…

export async function POST(request) {
  const body = await request.text();
  try {
    const event = webhook.verify(body, Object.fromEntries(request.headers));
    await handle(event.type, event.data);
  } catch {
    return new Response(null, { status: 400 });
  }
  return new Response(null, { status: 204 });
}`;

export const webhookEndpoints: DocsPage = {
  slug: "webhook-endpoints",
  title: "Webhook endpoints",
  description: "How your server learns what happens in an organization.",
  sections: [
    {
      id: "endpoints",
      title: "Endpoints",
      body: (
        <P>
          Owners and admins add up to {endpointLimit} URLs in the settings of an organization, and
          choose events for each. A URL begins with <Code>https://</Code> and leads to a public
          address. API keys with the scope <Code>webhooks</Code> manage them too.
        </P>
      ),
    },
    {
      id: "events",
      title: "Events",
      body: (
        <>
          <Facts
            label="Types of events"
            head={["Type", "Sent when"]}
            rows={events.map(([type, { description }]) => [
              <Code key={type}>{type}</Code>,
              description,
            ])}
          />
          {first && (
            <Listing label="A request">{`POST /webhooks
webhook-id: 0e1a9d4c-77b5-4c0e-8a51-2f3c9b6d5e10
webhook-timestamp: 1795774500
webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=

${JSON.stringify({ type: first[0], timestamp: "2026-11-27T10:15:00.000Z", data: first[1].example }, null, 2)}`}</Listing>
          )}
        </>
      ),
    },
    {
      id: "verifying",
      title: "Signatures",
      body: (
        <>
          <P>
            Requests are signed by the Standard Webhooks specification, which has libraries for many
            languages. The secret is shown once. After you rotate it, the old one signs as well for{" "}
            {overlapHours} hours.
          </P>
          <Listing label="Verifying a request">{verifying}</Listing>
        </>
      ),
    },
    {
      id: "retries",
      title: "Retries",
      body: (
        <List>
          <li>
            Answer with a status from 200 to 299 within 15 seconds. Redirects are not followed.
          </li>
          <li>
            A request that fails is sent again after 5 seconds, 5 and 30 minutes, and 2, 5, 10, 14,
            20 and 24 hours. You can also send it again yourself.
          </li>
          <li>
            An event can arrive twice, with the same <Code>webhook-id</Code>, and events arrive in
            any order.
          </li>
          <li>
            An endpoint that answers <Code>410</Code>, or with no success for {failingDays} days, is
            disabled, and its owners get an email.
          </li>
          <li>What was sent is kept for {retentionDays} days, with the responses.</li>
        </List>
      ),
    },
  ],
};
