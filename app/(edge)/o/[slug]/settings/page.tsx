import type { Metadata } from "next";
import { managerNames } from "#lib/organizations/managers.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { getSettings } from "#lib/workspace/reads/get-settings.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { AddressCard } from "./address-card.tsx";
import { DeleteCard } from "./delete-card.tsx";
import { LeaveCard } from "./leave-card.tsx";
import { NameCard } from "./name-card.tsx";

export const metadata: Metadata = { title: "General settings" };

export default workspacePage({
  route: "/o/[slug]/settings",
  current: "/settings",
  read: (db, scope) => getSettings(db, scope),
  render(settings, { slug, query }) {
    const { managedBy } = settings.frame.organization;
    const part = { settings, slug, query };
    return (
      <>
        <PageHeader title="General" description="The name and URL of the organization." />
        <div className="grid max-w-2xl gap-4">
          {managedBy && (
            <Alert tone="info" title={`Managed in ${managerNames[managedBy]}`}>
              Change the name, URL and members of this organization in {managerNames[managedBy]}, or
              delete it there. Changes appear here.
            </Alert>
          )}
          <NameCard {...part} />
          <AddressCard {...part} />
          <LeaveCard {...part} />
          <DeleteCard {...part} />
        </div>
      </>
    );
  },
});
