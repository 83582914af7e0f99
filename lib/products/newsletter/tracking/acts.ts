import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { withId } from "#lib/organizations/place.ts";
import { messages } from "../campaigns/messages.ts";
import { campaignPath } from "../campaigns/paths.ts";
import { longestTarget } from "./rules.ts";

export const correctLinkAct = defineAct({
  name: "campaign.correct_link",
  needs: permissions["newsletter.correct"],
  params: withId("campaign"),
  input: z.object({
    /** Which link of the letter, as its figures number them. */
    number: z.int("link_unknown").check(z.gte(0, "link_unknown"), z.lte(100_000, "link_unknown")),
    /** HTTPS, and what else `correct-link.ts` asks for; or the address that was sent. */
    target: z
      .string("link_invalid")
      .check(
        z.trim(),
        z.maxLength(longestTarget, { error: "link_too_long", abort: true }),
        z.regex(/^https?:\/\/\S+$/, "link_invalid"),
      ),
  }),
  page: ({ slug, id }) => campaignPath(slug, id),
  section: "links",
  messages,
});
