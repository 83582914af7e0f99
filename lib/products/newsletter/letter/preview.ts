import { compileContent } from "../content/compile.ts";
import { fill } from "../content/pieces.ts";
import { problemText } from "../content/problem-text.ts";
import { type FilledLetter, fillLetter } from "./fill.ts";
import { freezeLetter, type LetterSource } from "./freeze.ts";
import { lineOf } from "./line.ts";
import { commonFields, valuesOf } from "./person.ts";
import type { LetterFrame } from "./source.ts";

/** What the editor shows of a letter that is being written. */
export interface Preview extends FilledLetter {
  /** With placeholders filled in. */
  preheader: string;
  /** What the writer must mend, by the line of the content. */
  problems: { line: number; text: string }[];
}

/** The links of a letter that is sent to nobody lead nowhere. */
const nowhere = { leaveUrl: "#", preferencesUrl: "#", viewUrl: "#" };

/** A letter as a person would get it, made by what also makes those that are sent. */
export function previewOf(
  campaign: LetterSource["campaign"],
  { organization, settings, fields }: LetterFrame,
  { name, email }: { name: string; email: string | null },
): Preview {
  const names = fields.map(({ key }) => key);
  const known = [...commonFields, ...names];
  const reader = { name, email: email ?? "", fields: {} };
  const { letter } = freezeLetter({ campaign, settings, organization, fields: names });
  const preheader = lineOf(campaign.preheader, (field) => known.includes(field), "text");
  return {
    ...fillLetter(letter, reader, nowhere),
    preheader: fill(preheader, valuesOf(reader), []),
    problems: compileContent(campaign.content, known).problems.map((problem) => ({
      line: problem.line,
      text: problemText(problem),
    })),
  };
}
