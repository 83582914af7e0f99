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
          What creates something takes an id that the form made. Sent twice, by a double click or
          after a lost answer, it happens once.
        </P>
      ),
    },
  ],
};
