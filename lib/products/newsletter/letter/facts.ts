import { compileContent } from "../content/compile.ts";
import type { Piece } from "../content/pieces.ts";
import type { campaigns } from "../tables/campaigns.ts";
import { lineOf } from "./line.ts";

/** What is known of the words of a campaign without knowing its audience: kept when they are saved. */
export interface LetterFacts {
  problemCount: number;
  fieldNames: string[];
  bareFields: string[];
}

type Words = Pick<typeof campaigns.$inferSelect, "subject" | "subjectB" | "preheader" | "content">;

/** Which fields the words of a campaign name, and how many places of them must be mended in any case. */
export function letterFacts({ subject, subjectB, preheader, content }: Words): LetterFacts {
  const { fields } = compileContent(content, []);
  // Which fields there are, and so which are unknown, changes without the campaign.
  const compiled = compileContent(content, fields);
  const lines = [subject, subjectB ?? "", preheader].map((line) =>
    lineOf(line, () => true, "text"),
  );
  const bare = new Set<string>();
  for (const pieces of [...lines, compiled.html]) addBare(pieces, compiled.links, bare, []);
  const named = lines
    .flat()
    .flatMap((piece) => (typeof piece !== "string" && piece.kind === "field" ? [piece.field] : []));
  const broken = lines.flat().filter((piece) => typeof piece === "string" && piece.includes("{{"));
  return {
    problemCount: compiled.problems.length + broken.length,
    fieldNames: [...new Set([...named, ...fields])],
    bareFields: [...bare],
  };
}

/** Adds the fields without a default, unless they stand where they are known to have a value. */
function addBare(
  pieces: readonly Piece[],
  links: readonly Piece[][],
  bare: Set<string>,
  filled: readonly string[],
): void {
  for (const piece of pieces) {
    if (typeof piece === "string") continue;
    if (piece.kind === "link") {
      addBare(links[piece.index] ?? [], links, bare, filled);
    } else if (piece.kind === "choice") {
      addBare(piece.filled, links, bare, [...filled, piece.field]);
      addBare(piece.others, links, bare, filled);
    } else if (piece.fallback === "" && !filled.includes(piece.field)) {
      bare.add(piece.field);
    }
  }
}
