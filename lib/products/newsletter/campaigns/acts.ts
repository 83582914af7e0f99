import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { identifier } from "#lib/forms/fields.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { content, preheader, subject, subjectB } from "./fields.ts";
import { messages } from "./messages.ts";
import { campaignPath, campaignsPath, editPath } from "./paths.ts";
import { defaultShare, mostTestMinutes, shares, testLimit } from "./rules.ts";

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
    /** Of a test with two; nothing without one. */
    subjectB: z._default(subjectB, ""),
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

export const duplicateCampaignAct = defineAct({
  name: "campaign.duplicate",
  needs: permissions["newsletter.write"],
  params: aCampaign,
  input: z.object({}),
  makes: true,
  page: ({ slug, id }) => campaignPath(slug, id),
  messages,
});

export const archiveCampaignAct = defineAct({
  name: "campaign.archive",
  needs: permissions["newsletter.write"],
  params: aCampaign,
  input: z.object({ isArchived: z._default(z.boolean(), true) }),
  page: ({ slug, id }) => campaignPath(slug, id),
  messages,
});

export const changeOptionsAct = defineAct({
  name: "campaign.change_options",
  needs: permissions["newsletter.write"],
  params: aCampaign,
  input: z.object({
    /** Whether the public archive and the feeds show it, once it was sent. */
    isPublic: z.boolean(),
    isTracked: z.boolean(),
    /** Of a test with two subjects: how many in a hundred people get it. */
    testShare: z._default(
      z
        .int("test_share_invalid")
        .check(z.gte(shares.least, "test_share_invalid"), z.lte(shares.most, "test_share_invalid")),
      defaultShare,
    ),
    /** After how many minutes clicks decide; 0 when a member does. */
    testMinutes: z._default(
      z
        .int("test_minutes_invalid")
        .check(z.gte(0, "test_minutes_invalid"), z.lte(mostTestMinutes, "test_minutes_invalid")),
      0,
    ),
  }),
  page: ({ slug, id }) => campaignPath(slug, id),
  section: "options",
  messages,
});

export const sendTestAct = defineAct({
  name: "campaign.send_test",
  needs: permissions["newsletter.write"],
  params: aCampaign,
  input: z.object({
    members: z
      .array(identifier("test_members_missing"), "test_members_missing")
      .check(
        z.minLength(1, "test_members_missing"),
        z.maxLength(testLimit, "test_members_too_many"),
      ),
  }),
  page: ({ slug, id }) => campaignPath(slug, id),
  section: "test",
  messages,
});
