import { formatNumber } from "#lib/text/format.ts";
import { compileContent } from "../content/compile.ts";
import { fill } from "../content/pieces.ts";
import { splitPlaceholders } from "../content/placeholder.ts";
import { problemText } from "../content/problem-text.ts";
import { fillLetter } from "../letter/fill.ts";
import { freezeLetter } from "../letter/freeze.ts";
import { commonFields } from "../letter/person.ts";
import type { LetterFrame } from "../letter/source.ts";
import { linksToMeasure } from "../tracking/addresses.ts";
import type { Campaign } from "./campaign.ts";
import type { PreflightFacts } from "./preflight-facts.ts";
import { sizeLimit, sizeWarning } from "./rules.ts";

/** Where something is mended. */
export const places = ["content", "audience", "settings", "credits"] as const;

export interface Finding {
  /** Whether the campaign cannot be sent before it is mended. */
  isError: boolean;
  text: string;
  place: (typeof places)[number];
}

export interface Preflight extends PreflightFacts {
  campaign: Pick<Campaign, "subject" | "subjectB" | "preheader" | "content" | "isTracked">;
  letter: LetterFrame;
  /** Where people reach the app: the links of a letter lead there. */
  appUrl: string;
}

const nobody = { email: "", name: null, fields: {} };
const peopleOf = (count: number) => (count === 1 ? "1 person" : `${formatNumber(count)} people`);

/** What to look at before a campaign is sent, the errors first. Links are read and never fetched. */
export function preflight(given: Preflight): Finding[] {
  const findings = [...contentFindings(given), ...audienceFindings(given)];
  return findings.toSorted((a, b) => Number(b.isError) - Number(a.isError));
}

function contentFindings({ campaign, letter, emptyFields, appUrl }: Preflight): Finding[] {
  const findings: Finding[] = [];
  const add = (isError: boolean, text: string) =>
    findings.push({ isError, text, place: "content" });
  const fields = letter.fields.map(({ key }) => key);
  const known = [...commonFields, ...fields];
  const { html, text, links, problems } = compileContent(campaign.content, known);
  if (campaign.content.trim() === "") add(true, "The campaign has no content.");
  for (const problem of problems) add(true, `Line ${problem.line}: ${problemText(problem)}`);
  const lines = { subject: campaign.subject, "second subject": campaign.subjectB ?? "" };
  for (const [name, line] of Object.entries({ ...lines, preheader: campaign.preheader })) {
    for (const part of splitPlaceholders(line)) {
      if (typeof part === "string" && part.includes("{{")) {
        add(true, `The ${name} has an incomplete placeholder.`);
      } else if (typeof part !== "string" && !known.includes(part.field)) {
        add(true, `The ${name} has ${part.source}, a field that your subscribers do not have.`);
      }
    }
  }
  for (const { field, people } of emptyFields) {
    if (people === 0) continue;
    const text = `{{${field}}} has no default and is empty for ${peopleOf(people)}. Write it as {{${field}|…}}.`;
    add(false, text);
  }
  const written = { html: fill(html, {}, links), text: fill(text, {}, links) };
  for (const link of new Set(links.map((pieces) => fill(pieces, {}, [])))) {
    if (/^http:/i.test(link)) add(false, `${link} is not encrypted. Use https:// if you can.`);
  }
  const wordless = written.html.match(/<img src="[^"]*" alt=""/g)?.length ?? 0;
  if (wordless > 0) {
    add(
      false,
      `${wordless === 1 ? "An image has" : `${wordless} images have`} no words for people who do not see it: ![words](https://…).`,
    );
  }
  if (campaign.content.trim() !== "" && written.text.trim() === "") {
    add(false, "The plain-text part is empty, because the content has no words.");
  }
  const { settings, organization } = letter;
  const frozen = freezeLetter({ campaign, settings, organization, fields }).letter;
  const own = linksToMeasure(appUrl, campaign.isTracked && settings.isTracked);
  const bytes = new TextEncoder().encode(fillLetter(frozen, nobody, own).html).length;
  if (bytes >= sizeLimit) {
    add(
      false,
      `The email is ${formatNumber(Math.round(bytes / 1000))} KB. Gmail cuts emails at 102 KB, and with them the link to unsubscribe.`,
    );
  } else if (bytes >= sizeWarning) {
    add(
      false,
      `The email is ${formatNumber(Math.round(bytes / 1000))} KB. Gmail cuts emails at 102 KB.`,
    );
  }
  return findings;
}

function audienceFindings({ letter, people, credits }: Preflight): Finding[] {
  const findings: Finding[] = [];
  if (people === 0) {
    findings.push({ isError: true, text: "Nobody is in the audience.", place: "audience" });
  }
  if (letter.settings.postalAddress === "") {
    const text = "Letters need a postal address.";
    findings.push({ isError: true, text, place: "settings" });
  }
  if (credits.isOverdue) {
    const text =
      "A payment is overdue, so no credits can be spent. It pauses at the start until it is paid.";
    findings.push({ isError: false, text, place: "credits" });
  } else if (people > credits.left) {
    const text = `Not enough credits: the campaign takes ${formatNumber(people)}, and ${formatNumber(credits.left)} are left. It pauses at the start until there are ${formatNumber(people - credits.left)} more.`;
    findings.push({ isError: false, text, place: "credits" });
  }
  return findings;
}
