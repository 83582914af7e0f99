import type { DocsPage } from "./page.ts";
import { Facts, P } from "./prose.tsx";

export const auditTrail: DocsPage = {
  slug: "audit-trail",
  title: "Audit trail",
  description: "Who did what to whom, when and from where, kept so that nobody can change it.",
  sections: [
    {
      id: "recorded",
      title: "What is recorded",
      body: (
        <>
          <Facts
            label="Recorded acts"
            head={["About", "Acts"]}
            rows={[
              ["Organization", "created, renamed, moved, deleted, restored"],
              ["Member", "joined, role changed, removed, left"],
              ["Invitation", "created, sent again, revoked"],
            ]}
          />
          <P>
            Each with who did it, the address and the browser that the request came from, and what
            is worth knowing later, such as a role before and after.
          </P>
        </>
      ),
    },
    {
      id: "kept",
      title: "Why it can be relied on",
      body: (
        <P>
          The record is written by the same statement as the act: when one is there, so is the
          other. The database refuses to change or delete records, whoever asks. They go only with
          their organization.
        </P>
      ),
    },
    {
      id: "export",
      title: "Reading and exporting",
      body: (
        <P>
          The page of the audit trail can be filtered, and what the filter leaves can be downloaded
          as CSV.
        </P>
      ),
    },
  ],
};
