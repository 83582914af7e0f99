import { campaigns, lists } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { Action, Scene } from "#tests/organizations/actions.ts";
import type { Team } from "#tests/organizations/team.ts";

/** A draft for a list, both with the id of their organization. */
async function aDraft(db: DrizzleDatabase, { id, owner }: Team): Promise<void> {
  const ownerId = owner.userId;
  await db.insert(lists).values({ id, organizationId: id, ownerId, name: "Monthly letter" });
  await db.insert(campaigns).values({ id, organizationId: id, listId: id, subject: "News" });
}

const theCampaign = ({ id }: Scene) => ({ id });
const words = { revision: 1, subject: "Other news", preheader: "", content: "# Hello" };

export const campaignActions: Record<string, Action> = {
  "create a campaign": {
    act: "campaign.create",
    prepare: aDraft,
    input: ({ id }) => ({ subject: "News", listId: id }),
  },
  "write a campaign": {
    act: "campaign.update",
    prepare: aDraft,
    params: theCampaign,
    input: () => words,
  },
  "delete a draft": { act: "campaign.delete", prepare: aDraft, params: theCampaign },
  "change how the newsletter is sent": {
    act: "newsletter.change_settings",
    input: () => ({
      senderName: "Acme News",
      replyTo: "news@mail.example",
      postalAddress: "Ring 1",
      timeZone: "Europe/Berlin",
      isTracked: true,
      whenUncertain: "ask",
    }),
  },
};
