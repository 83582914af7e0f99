import { quotas } from "#lib/api/limits.ts";
import { replayHours } from "#lib/api/retention.ts";
import { apiReference } from "./api-reference.tsx";
import type { DocsPage } from "./page.ts";
import { Code, Facts, Listing, P } from "./prose.tsx";

export const api: DocsPage = {
  slug: "api",
  title: "API",
  description: "What programs can do, how requests are answered, and what an error looks like.",
  sections: [
    {
      id: "requests",
      title: "Requests",
      body: (
        <>
          <P>
            The API is below <Code>/api/v1</Code>. It takes JSON and answers JSON. An OpenAPI 3.1
            document of it is at{" "}
            <a href="/api/v1/openapi.json" className="rounded underline underline-offset-4">
              /api/v1/openapi.json
            </a>
            .
          </P>
          <Listing label="A request">{`GET /api/v1/organizations/acme/members?limit=50
Authorization: Bearer pn_live_…`}</Listing>
          <P>
            Pages of the app use the same addresses with their visitor’s session; a request with a
            session that comes from another site is refused.
          </P>
        </>
      ),
    },
    {
      id: "keys",
      title: "Keys",
      body: (
        <>
          <P>
            Programs use a key of their organization, which admins and owners make on the page “API
            keys”. It begins with <Code>pn_live_</Code>, is shown once, and only its hash is kept.
            What a key does is done by the key and stands in the audit trail as such; it goes on
            working when whoever made it has left.
          </P>
          <Facts
            label="Scopes of keys"
            head={["Scope", "What the key may do"]}
            rows={[
              ["read", "read the organization, its people, its keys’ names and its audit trail"],
              ["write", "that, and what an admin does, but for owners, keys and billing"],
              ["usage", "spend credits"],
            ]}
          />
          <P>
            A key may expire. Rotating one makes another of the same scopes, and both work for as
            long as you say. A revoked key opens nothing from that moment on.
          </P>
        </>
      ),
    },
    {
      id: "limits",
      title: "Limits",
      body: (
        <P>
          In a minute a key may send {quotas.key} requests, a person {quotas.person}, and an address
          that shows neither {quotas.address}. A quota can be used up at once and comes back evenly.
          The headers <Code>RateLimit</Code> and <Code>RateLimit-Policy</Code> say what is left;
          above it the answer is 429 with <Code>Retry-After</Code>.
        </P>
      ),
    },
    {
      id: "once",
      title: "Once is enough",
      body: (
        <>
          <P>
            Send an <Code>Idempotency-Key</Code> with every POST, a UUID for example. When the
            answer is lost, send the same request again with the same key: it is done once, and for{" "}
            {replayHours} hours it is answered the same, a refusal too, with{" "}
            <Code>Idempotency-Replayed: true</Code>. While it is under way the answer is 409; with
            another body, 422.
          </P>
          <P>
            A form that creates something carries an id. Sent twice, by a double click or after a
            lost answer, it happens once.
          </P>
        </>
      ),
    },
    {
      id: "lists",
      title: "Lists and versions",
      body: (
        <P>
          A list is answered as <Code>data</Code> and <Code>next</Code>: send <Code>next</Code> as{" "}
          <Code>cursor</Code> to read on, until it is null. What two people may change at once has
          an <Code>ETag</Code>; send it as <Code>If-Match</Code> to change no other version than the
          one that you have seen.
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
            <Code>code</Code> that stays the same. A code means one thing everywhere.
          </P>
          <Listing label="An error">{`{
  "status": 422,
  "code": "invalid_input",
  "title": "Some of the fields are not right: see \`errors\`.",
  "errors": { "role": "Choose a role." }
}`}</Listing>
          <P>
            What is somebody else’s answers 404, as if it did not exist. When the database does not
            answer, the status is 503, and nothing is half written.
          </P>
        </>
      ),
    },
    ...apiReference,
  ],
};
