import { Mail, Plus } from "lucide-react";
import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { deleteCampaignAct } from "#lib/products/newsletter/campaigns/acts.ts";
import { campaignsPath } from "#lib/products/newsletter/campaigns/paths.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { campaignsQuery, getCampaigns } from "./read.ts";
import { CampaignRows } from "./rows.tsx";
import { CampaignTabs } from "./tabs.tsx";

export const metadata: Metadata = { title: "Campaigns" };

export default workspacePage({
  route: "/o/[slug]/campaigns",
  current: "/campaigns",
  read: (db, scope, { query }) => getCampaigns(db, scope, campaignsQuery.parse(query)),
  render(found, { slug, query }) {
    const { message } = formState(
      { ...formOf(deleteCampaignAct, { slug, id: "" }), action: String(query.form) },
      query,
    );
    const create = (
      <ButtonLink href={`${campaignsPath(slug)}/new`} prefetch={false}>
        <Plus />
        New campaign
      </ButtonLink>
    );
    return (
      <>
        <PageHeader
          title="Campaigns"
          description="Letters to your subscribers: write, schedule and send them."
          actions={found.counts.all > 0 && create}
        />
        <CampaignTabs slug={slug} current="campaigns" />
        <div className="grid gap-6">
          {message && <Alert tone="danger">{message}</Alert>}
          {found.counts.all > 0 ? (
            <CampaignRows found={found} slug={slug} query={campaignsQuery.parse(query)} />
          ) : (
            <EmptyState
              icon={Mail}
              title="No campaigns yet"
              text={
                found.lists > 0
                  ? "Write your first letter. You see it as your subscribers will, and it goes nowhere before you send it."
                  : "A campaign goes to the subscribers of a list. Create a list first."
              }
              action={
                found.lists > 0 ? (
                  create
                ) : (
                  <ButtonLink href={`${organizationPath(slug)}/lists`} prefetch={false}>
                    Create a list
                  </ButtonLink>
                )
              }
            />
          )}
        </div>
      </>
    );
  },
});
