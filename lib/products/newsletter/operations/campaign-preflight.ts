import * as z from "zod/mini";
import { defineOperation } from "#lib/api/operation.ts";
import { readOne } from "#lib/db/read.ts";
import { field, oneOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { withId } from "#lib/organizations/place.ts";
import { scopeOf, tenant } from "#lib/organizations/tenant.ts";
import { campaignNamed, wholeCampaignOf } from "../campaigns/campaign.ts";
import { places, preflight } from "../campaigns/preflight.ts";
import { preflightFacts } from "../campaigns/preflight-facts.ts";
import { letterFrame } from "../letter/source.ts";
import { joinSettings } from "../settings/settings.ts";
import { campaigns } from "../tables/campaigns.ts";
import { campaignGroup as group } from "./campaign-group.ts";

const read = permissions["newsletter.read"];
const row = campaignNamed("campaigns");

const looked = shape({
  campaign: wholeCampaignOf(row),
  letter: oneOf(letterFrame, sql`(select) as letter`),
  hasStarted: field(z.boolean(), sql`(${row.startedAt} is not null or ${row.status} = 'sent')`),
  ...preflightFacts(row),
});

export const checkCampaignOperation = defineOperation({
  id: "checkCampaign",
  method: "GET",
  path: "/organizations/{slug}/campaigns/{id}/preflight",
  group,
  summary: "Check a campaign before sending it",
  description:
    "Returns what to look at before a campaign is sent, problems first. A campaign with a problem cannot be scheduled or sent; a warning does not stop it. `place` says where to mend it. Links are read and never opened. A campaign that has started is not checked: 409 `campaign_started`.",
  scope: read.scope,
  params: withId("campaign"),
  answers: {
    200: {
      description: "The findings, and how many people are in the audience now.",
      schema: z.object({
        recipients: z.number(),
        findings: z.array(
          z.object({ isError: z.boolean(), text: z.string(), place: z.enum(places) }),
        ),
      }),
    },
  },
  problems: ["campaign_started"],
  async handle({ db, actor, params }) {
    const found = await readOne(db, looked, {
      with: scopeOf(actor, read.least),
      from: sql`scope join ${campaigns} on ${campaigns.organizationId} = ${tenant.organizationId}
        and ${campaigns.id} = ${params.id}::uuid ${joinSettings(tenant.organizationId)}`,
    });
    if (!found) return "not_found";
    if (found.hasStarted) return "campaign_started";
    const findings = preflight({ ...found, appUrl: getEnvironment().APP_URL });
    return { status: 200, body: { recipients: found.people, findings } };
  },
});
