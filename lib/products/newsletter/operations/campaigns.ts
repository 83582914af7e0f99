import * as z from "zod/mini";
import { listed, listing } from "#lib/api/listing.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { publish } from "#lib/api/publish.ts";
import { listQuery, readList, textFilter, windowOf } from "#lib/api/resources/list.ts";
import { resource } from "#lib/api/resources/wire.ts";
import type { Database } from "#lib/db/database.ts";
import { readOne } from "#lib/db/read.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { inTenant, reaching, scopeOf } from "#lib/organizations/tenant.ts";
import { archiving } from "../campaigns/archive.ts";
import { campaignNamed, campaignOf, isCampaign, wholeCampaignOf } from "../campaigns/campaign.ts";
import { campaignList, campaignsOf } from "../campaigns/campaign-list.ts";
import { optionsChange } from "../campaigns/change-options.ts";
import { creation } from "../campaigns/create.ts";
import { deletion } from "../campaigns/delete.ts";
import { duplication } from "../campaigns/duplicate.ts";
import { campaignPath, campaignsPath, editPath } from "../campaigns/paths.ts";
import { testing } from "../campaigns/send-test.ts";
import { campaignStates } from "../campaigns/state.ts";
import { update } from "../campaigns/update.ts";
import { campaigns } from "../tables/campaigns.ts";
import { campaignGroup as group } from "./campaign-group.ts";

const path = "/organizations/{slug}/campaigns";
const read = permissions["newsletter.read"];

const listedCampaign = resource(campaignOf(campaignList.row));
const campaign = resource(wholeCampaignOf(campaignNamed("campaigns")));

const campaignQuery = z.extend(listQuery, {
  search: textFilter("Part of a subject."),
  state: z.optional(
    z
      .enum([...campaignStates, "archived"], "filter_invalid")
      .check(z.describe("The state that the campaigns are in; `archived` for archived ones.")),
  ),
});

const listCampaigns = (db: Database, scope: Scope, query: z.output<typeof campaignQuery>) =>
  readList(db, {
    reach: reaching(scope, read.least),
    with: campaignsOf(query, windowOf(query)),
    list: campaignList.listed(listedCampaign.item),
  });

export const listCampaignsOperation = defineOperation({
  id: "listCampaigns",
  method: "GET",
  path,
  group,
  summary: "List campaigns",
  description: "Lists the campaigns of an organization, newest first.",
  scope: read.scope,
  params: inOrganization,
  ...listing(listedCampaign.schema, "A page of campaigns.", campaignQuery),
  problems: ["forbidden"],
  async handle({ db, actor, params, query }) {
    const found = await listCampaigns(db, actor, query);
    return listed(`/organizations/${params.slug}/campaigns`, query, found);
  },
});

export const getCampaignOperation = defineOperation({
  id: "getCampaign",
  method: "GET",
  path: `${path}/{id}`,
  group,
  summary: "Get a campaign",
  description: "Returns a campaign with its content and its `revision`.",
  scope: read.scope,
  params: withId("campaign"),
  answers: { 200: { description: "The campaign.", schema: campaign.schema } },
  problems: [],
  async handle({ db, actor, params }) {
    const found = await readOne(db, campaign.item, {
      with: scopeOf(actor, read.least),
      from: sql`${campaigns}
        where ${inTenant(campaigns.organizationId)} and ${campaigns.id} = ${params.id}::uuid
          and ${isCampaign}`,
    });
    return found ? { status: 200, body: found } : "not_found";
  },
});

export const createCampaign = publish(creation, {
  form: {
    to: ({ id }, { slug }) => editPath(slug, id),
    notice: "campaign_created",
  },
  api: {
    id: "createCampaign",
    method: "POST",
    path,
    group,
    summary: "Create a campaign",
    description: "Creates a draft for the subscribers of a list.",
    example: { subject: "News in May", listId: "5f0c8e8e-5d3c-4f3b-9b1e-0d7d6a7c9a10" },
    answers: {
      201: { description: "The ID of the draft.", schema: z.object({ id: z.guid() }) },
    },
    reply: ({ id }) => ({ status: 201, body: { id } }),
  },
});

export const updateCampaign = publish(update, {
  form: { to: (_, { slug, id }) => editPath(slug, id), notice: "campaign_saved" },
  api: {
    id: "updateCampaign",
    method: "PATCH",
    path: `${path}/{id}`,
    group,
    summary: "Update a campaign",
    description:
      "Replaces subjects, preheader and content of a draft. If the revision is not the one you send, the answer is 409, with the campaign as it is now in `current`.",
    example: { revision: 1, subject: "News in May", preheader: "", content: "# Hello" },
    answers: { 200: { description: "The campaign.", schema: campaign.schema } },
    reply: ({ current }) => ({ status: 200, body: current }),
  },
});

export const deleteCampaign = publish(deletion, {
  form: { to: (_, { slug }) => campaignsPath(slug), notice: "campaign_deleted" },
  api: {
    id: "deleteCampaign",
    method: "DELETE",
    path: `${path}/{id}`,
    group,
    summary: "Delete a campaign",
    description: "Deletes a draft. Other campaigns cannot be deleted.",
    answers: { 204: { description: "The draft was deleted." } },
  },
});

export const duplicateCampaign = publish(duplication, {
  form: { to: ({ id }, { slug }) => editPath(slug, id), notice: "campaign_duplicated" },
  api: {
    id: "duplicateCampaign",
    method: "POST",
    path: `${path}/{id}/duplicate`,
    group,
    summary: "Duplicate a campaign",
    description: "Creates a draft with the content, the audience and the options of a campaign.",
    answers: {
      201: { description: "The ID of the draft.", schema: z.object({ id: z.guid() }) },
    },
    reply: ({ id }) => ({ status: 201, body: { id } }),
  },
});

export const archiveCampaign = publish(archiving, {
  form: {
    to: (_, { slug, id }) => campaignPath(slug, id),
    notice: ({ isArchived }) => (isArchived ? "campaign_archived" : "campaign_unarchived"),
  },
  api: {
    id: "archiveCampaign",
    method: "POST",
    path: `${path}/{id}/archive`,
    group,
    summary: "Archive a campaign",
    description:
      "Hides a campaign from the list, or shows it again with `isArchived: false`. Campaigns that are scheduled or being sent cannot be archived.",
    example: { isArchived: true },
    answers: { 204: { description: "The campaign is archived, or no longer so." } },
  },
});

export const changeCampaignOptions = publish(optionsChange, {
  form: { to: (_, { slug, id }) => campaignPath(slug, id), notice: "campaign_options_saved" },
  api: {
    id: "updateCampaignOptions",
    method: "PATCH",
    path: `${path}/{id}/options`,
    group,
    summary: "Update the options of a campaign",
    description:
      "Replaces the options. `isPublic` can be changed at any time, the others while the campaign is a draft. Shares and minutes count for a campaign with a second subject.",
    example: { isPublic: true, isTracked: true, testShare: 20, testMinutes: 240 },
    answers: { 204: { description: "The options were saved." } },
  },
});

export const sendCampaignTest = publish(testing, {
  form: { to: (_, { slug, id }) => campaignPath(slug, id), notice: "campaign_tested" },
  api: {
    id: "sendCampaignTest",
    method: "POST",
    path: `${path}/{id}/test`,
    group,
    summary: "Send a test email",
    description:
      "Sends a campaign to members of the organization, one email for each subject. Only members with a confirmed email address receive it.",
    example: { members: ["user_1"] },
    answers: { 204: { description: "The test email is on its way." } },
  },
});
