import type { DocsPage } from "./page.ts";
import { Code, Facts, Listing, P } from "./prose.tsx";

export const api: DocsPage = {
  slug: "api",
  title: "API basics",
  description: "The addresses under /api/v1, how they are answered, and what an error looks like.",
  sections: [
    {
      id: "requests",
      title: "Requests",
      body: (
        <>
          <P>
            Every form of the app is sent to an address under <Code>/api/v1</Code>, as a plain form.
            Who asks for JSON gets JSON:
          </P>
          <Listing label="A request">{`POST /api/v1/organizations/acme/webhooks/replay
Accept: application/json`}</Listing>
          <P>
            A browser is recognised by its session, and a request with a session that comes from
            another site is refused.
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
            Programs use a key of their organization, which admins and owners make. It begins with{" "}
            <Code>pn_live_</Code>, is shown once, and only its hash is kept. A key has scopes, may
            expire, and can be replaced or revoked.
          </P>
          <Listing label="The header with a key">Authorization: Bearer pn_live_…</Listing>
          <P>
            A key may send 600 requests a minute. The headers <Code>RateLimit</Code> and{" "}
            <Code>RateLimit-Policy</Code> say what is left; above it the answer is 429 with{" "}
            <Code>Retry-After</Code>.
          </P>
        </>
      ),
    },
    {
      id: "errors",
      title: "Errors",
      body: (
        <>
          <P>
            Errors are problem details (RFC 9457), <Code>application/problem+json</Code>, with a{" "}
            <Code>code</Code> that stays the same.
          </P>
          <Facts
            label="Statuses of errors"
            head={["Status", "When"]}
            rows={[
              ["401", "nobody is signed in"],
              ["403", "the role does not allow it, or the request comes from another site"],
              ["404", "there is no such thing, or it is somebody else’s"],
              ["409", "it does not fit what is there now, such as an address that is taken"],
              ["422", "a field is wrong; the answer names it"],
              ["429", "there were too many requests from one key, person or address"],
              ["503", "the database did not answer; nothing is half written"],
            ]}
          />
        </>
      ),
    },
    {
      id: "once",
      title: "Once is enough",
      body: (
        <P>
          A form that creates something carries an id. Sent twice, by a double click or after a lost
          answer, it happens once. Programs send an <Code>Idempotency-Key</Code> instead.
        </P>
      ),
    },
  ],
};
