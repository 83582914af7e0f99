import { quotas } from "#lib/api/limits.ts";
import { replayHours } from "#lib/api/retention.ts";
import { apiReference } from "./api-reference.tsx";
import type { DocsPage } from "./page.ts";
import { Code, Facts, Listing, P } from "./prose.tsx";

export const api: DocsPage = {
  slug: "api",
  title: "API",
  description: "Endpoints, authentication, rate limits and errors.",
  sections: [
    {
      id: "requests",
      title: "Requests",
      body: (
        <>
          <P>
            All endpoints start with <Code>/api/v1</Code>. They accept and return JSON. The OpenAPI
            3.1 document is at{" "}
            <a href="/api/v1/openapi.json" className="rounded underline underline-offset-4">
              /api/v1/openapi.json
            </a>
            .
          </P>
          <Listing label="A request">{`GET /api/v1/organizations/acme/members?limit=50
Authorization: Bearer pn_live_…`}</Listing>
          <P>
            The app’s own pages use the same endpoints with the visitor’s session. A request with a
            session is refused when it comes from another site.
          </P>
        </>
      ),
    },
    {
      id: "keys",
      title: "Authentication",
      body: (
        <>
          <P>
            Programs authenticate with an API key of their organization. Owners and admins create
            keys on the API keys page. A key begins with <Code>pn_live_</Code> and is shown once; we
            store only its hash. The audit trail names the key as the actor of its requests.
          </P>
          <Facts
            label="Scopes of keys"
            head={["Scope", "Allows the key to"]}
            rows={[
              [
                "read",
                "read the organization, its members, the names of its keys and its audit trail",
              ],
              [
                "write",
                "do everything that read allows, and act as an admin, except for owners, API keys and billing",
              ],
              ["usage", "spend credits and read the balance"],
            ]}
          />
          <P>
            Keys can expire. Rotating a key creates a new one with the same scopes, and both work
            for a time you choose. Requests with a revoked key are refused immediately.
          </P>
        </>
      ),
    },
    {
      id: "limits",
      title: "Rate limits",
      body: (
        <P>
          Per minute, an API key can send {quotas.key} requests, a signed-in person {quotas.person},
          and an IP address without either {quotas.address}. You can use a quota in one burst, and
          it refills evenly. The headers <Code>RateLimit</Code> and <Code>RateLimit-Policy</Code>{" "}
          show what is left. Above the limit, the API answers 429 with <Code>Retry-After</Code>.
        </P>
      ),
    },
    {
      id: "once",
      title: "Idempotency",
      body: (
        <>
          <P>
            Send an <Code>Idempotency-Key</Code> with every POST, such as a UUID. If you do not
            receive the answer, send the same request again with the same key. It runs once, and for{" "}
            {replayHours} hours you get the same answer, including refusals, with{" "}
            <Code>Idempotency-Replayed: true</Code>. While the first request is in progress, the API
            answers 409. With a different body, it answers 422.
          </P>
          <P>
            Forms that create something carry an ID, so a double click or a second attempt creates
            it once.
          </P>
        </>
      ),
    },
    {
      id: "lists",
      title: "Pagination and versions",
      body: (
        <P>
          A list has <Code>data</Code> and <Code>next</Code>. Send <Code>next</Code> as{" "}
          <Code>cursor</Code> to get the next page. On the last page it is null. Objects that
          several people can edit have an <Code>ETag</Code>. Send it as <Code>If-Match</Code> to
          update an object only if no one has changed it since you read it.
        </P>
      ),
    },
    {
      id: "errors",
      title: "Errors",
      body: (
        <>
          <P>
            Errors are problem details (RFC 9457), <Code>application/problem+json</Code>, with a{" "}
            stable <Code>code</Code>. Each code has one meaning across the API.
          </P>
          <Listing label="An error">{`{
  "status": 422,
  "code": "invalid_input",
  "title": "Some fields are invalid. See \`errors\`.",
  "errors": { "role": "Choose a role." }
}`}</Listing>
          <P>
            Requests for objects of other organizations answer 404. If the database is unavailable,
            the API answers 503 and no partial change is saved.
          </P>
        </>
      ),
    },
    ...apiReference,
  ],
};
