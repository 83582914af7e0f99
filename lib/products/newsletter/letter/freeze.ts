import { compileContent } from "../content/compile.ts";
import type { campaigns } from "../tables/campaigns.ts";
import type { newsletterSettings } from "../tables/settings.ts";
import type { FrozenLetter } from "./frozen.ts";
import { footOf, headOf, textFootOf } from "./layout.ts";
import { lineOf, sourceOf } from "./line.ts";
import { commonFields } from "./person.ts";

export interface LetterSource {
  campaign: Pick<typeof campaigns.$inferSelect, "subject" | "subjectB" | "preheader" | "content">;
  settings: Pick<
    typeof newsletterSettings.$inferSelect,
    "senderName" | "replyTo" | "postalAddress"
  >;
  /** The name of the organization. */
  organization: string;
  /** The names of its own fields. */
  fields: readonly string[];
}

/**
 * Makes of a campaign what it sends: compiled once, so that only pieces are joined for each person.
 * What is wrong with it is said by the preflight, never here.
 * @returns the letter for `campaign_letters`, and the links for `campaign_links`, by their numbers; a
 * target may hold placeholders.
 */
export function freezeLetter({ campaign, settings, organization, fields }: LetterSource): {
  letter: FrozenLetter;
  targets: string[];
} {
  const known = [...commonFields, ...fields];
  const isKnown = (field: string) => known.includes(field);
  const { html, text, links } = compileContent(campaign.content, known);
  const subjects = [campaign.subject, campaign.subjectB].filter((subject) => subject !== null);
  const surroundings = {
    subject: lineOf(campaign.subject, isKnown, "html"),
    preheader: lineOf(campaign.preheader, isKnown, "html"),
    organization,
    postalAddress: settings.postalAddress,
    own: { leave: links.length, preferences: links.length + 1, view: links.length + 2 },
  };
  return {
    letter: {
      subjects: subjects.map((subject) => lineOf(subject, isKnown, "text")),
      sender: { name: settings.senderName.trim() || organization, replyTo: settings.replyTo },
      html: { head: headOf(surroundings), content: html, foot: footOf(surroundings) },
      text: { content: text, foot: textFootOf(surroundings) },
      links,
    },
    targets: links.map(sourceOf),
  };
}
