import { publish } from "#lib/api/publish.ts";
import { campaignPath } from "../campaigns/paths.ts";
import { linkCorrection } from "../tracking/correct-link.ts";
import { campaignGroup as group } from "./campaign-group.ts";

export const correctCampaignLink = publish(linkCorrection, {
  form: { to: (_, { slug, id }) => campaignPath(slug, id), notice: "campaign_link_corrected" },
  api: {
    id: "correctCampaignLink",
    method: "PATCH",
    path: "/organizations/{slug}/campaigns/{id}/links",
    group,
    summary: "Correct a link of a campaign",
    description:
      "Requires a signed-in owner. Changes where a link leads in emails that were sent, as far as their clicks are recorded, in the archive and in the browser. `number` is that of the campaign's figures. Clicks lead to the new target within five minutes. Send the target that was sent to undo a correction.",
    example: { number: 0, target: "https://example.com/spring" },
    answers: { 204: { description: "The link was corrected." } },
  },
});
