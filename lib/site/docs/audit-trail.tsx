import type { DocsPage } from "./page.ts";
import { Facts, P } from "./prose.tsx";

export const auditTrail: DocsPage = {
  slug: "audit-trail",
  title: "Audit trail",
  description: "A permanent record of every change: who made it, when and from where.",
  sections: [
    {
      id: "recorded",
      title: "What is recorded",
      body: (
        <>
          <Facts
            label="Recorded events"
            head={["Object", "Events"]}
            rows={[
              ["Organization", "created, renamed, URL changed, deleted, restored"],
              ["Member", "joined, role changed, removed, left"],
              ["Invitation", "sent, resent, revoked, declined"],
              ["API key", "created, rotated, revoked"],
              [
                "Billing",
                "checkout opened, plan changed, subscription canceled or resumed, portal opened",
              ],
            ]}
          />
          <P>
            Each event has its actor, IP address and browser, and details such as the role before
            and after.
          </P>
        </>
      ),
    },
    {
      id: "kept",
      title: "Integrity",
      body: (
        <P>
          The event is written by the same statement as the change, so there is never one without
          the other. The database refuses to change or delete events. They are deleted only with
          their organization.
        </P>
      ),
    },
    {
      id: "export",
      title: "Filter and export",
      body: (
        <P>
          Filter the audit trail by actor, target, action and date, and download the result as CSV.
        </P>
      ),
    },
  ],
};
