import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { content, preheader, subject } from "./fields.ts";
import { messages } from "./messages.ts";
import { campaignPath, campaignsPath, editPath } from "./paths.ts";

const aCampaign = withId("campaign");

export const createCampaignAct = defineAct({
  name: "campaign.create",
  needs: permissions["newsletter.write"],
  params: inOrganization,
  input: z.object({ subject, listId: z.guid("list_missing") }),
  makes: true,
  page: ({ slug }) => `${campaignsPath(slug)}/new`,
  messages,
});

export const updateCampaignAct = defineAct({
  name: "campaign.update",
  needs: permissions["newsletter.write"],
  params: aCampaign,
  input: z.object({
    /** The one that was read. */
    revision: z
      .int("revision_invalid")
      .check(z.gte(1, "revision_invalid"), z.lte(2_147_483_647, "revision_invalid")),
    subject,
    preheader,
    content,
  }),
  page: ({ slug, id }) => editPath(slug, id),
  messages,
});

export const deleteCampaignAct = defineAct({
  name: "campaign.delete",
  needs: permissions["newsletter.write"],
  params: aCampaign,
  input: z.object({}),
  page: ({ slug, id }) => campaignPath(slug, id),
  messages,
});
