import * as z from "zod/mini";
import { defineOperation } from "#lib/api/operation.ts";
import { resource } from "#lib/api/resources/wire.ts";
import { readOne } from "#lib/db/read.ts";
import { listOf, oneOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { withId } from "#lib/organizations/place.ts";
import { inTenant, scopeOf } from "#lib/organizations/tenant.ts";
import { figuresOf, hour, hoursShown, link, totals } from "../figures/figures.ts";
import { campaignRuns } from "../schema.ts";
import { campaignGroup as group } from "./campaign-group.ts";

const read = permissions["newsletter.read"];
const { total, hours, links } = figuresOf(campaignRuns.campaignId);
const wire = { totals: resource(totals), hour: resource(hour), link: resource(link) };

const figures = shape({
  recipients: campaignRuns.recipients,
  credits: shape({ spent: campaignRuns.creditsSpent, returned: campaignRuns.creditsReturned }),
  total: oneOf(wire.totals.item, total.from),
  hours: listOf(wire.hour.item, hours),
  links: listOf(wire.link.item, links),
});

export const getCampaignFiguresOperation = defineOperation({
  id: "getCampaignFigures",
  method: "GET",
  path: "/organizations/{slug}/campaigns/{id}/figures",
  group,
  summary: "Get the figures of a campaign",
  description: `Returns what became of the emails of a campaign that has started: in all, by the hour, and the clicks of each link. \`opened\` and \`clicked\` count people once; opens are an estimate, since many programs load images without a reader or not at all. \`original\` of a link is where it led when it was sent, if it was corrected since. \`people\` of a link are those who clicked it before any other. What programs opened or clicked counts as \`machineOpens\` and \`machineClicks\` only. \`credits\` are what its emails cost, and what came back at its end because some were not sent. Hours in which nothing happened are left out, and so are those after the first ${hoursShown}.`,
  scope: read.scope,
  params: withId("campaign"),
  answers: {
    200: {
      description: "The figures.",
      schema: z.object({
        recipients: z.number(),
        credits: z.object({ spent: z.number(), returned: z.number() }),
        total: wire.totals.schema,
        hours: z.array(wire.hour.schema),
        links: z.array(wire.link.schema),
      }),
    },
  },
  problems: [],
  async handle({ db, actor, params }) {
    const found = await readOne(db, figures, {
      with: scopeOf(actor, read.least),
      from: sql`${campaignRuns}
        where ${inTenant(campaignRuns.organizationId)}
          and ${campaignRuns.campaignId} = ${params.id}::uuid`,
    });
    return found ? { status: 200, body: found } : "not_found";
  },
});
