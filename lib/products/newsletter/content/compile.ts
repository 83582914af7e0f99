import type { Token } from "markdown-it";
import { addressIn, placeholderIn } from "./context.ts";
import { htmlOf } from "./html.ts";
import { isSafeImage } from "./link.ts";
import { type ContentProblem, linesOf, parseContent } from "./parse.ts";
import type { Piece } from "./pieces.ts";
import { markerOf, type Placeholder, splitPlaceholders } from "./placeholder.ts";
import { textOf } from "./text.ts";
import { treeOf } from "./tree.ts";

/** The content of a mail, ready to be filled in for each person. */
export interface CompiledContent {
  html: Piece[];
  text: Piece[];
  /** The addresses of its links, each once, in the order of the mail. */
  links: Piece[][];
  /** The fields that it names, each once. */
  fields: string[];
  /** In the order of their lines. */
  problems: ContentProblem[];
}

/**
 * Compiles the Markdown of a mail, once a campaign: for each person only the pieces are joined.
 * @param known the names of the fields that people have.
 */
export function compileContent(markdown: string, known: readonly string[]): CompiledContent {
  const { tokens, refused, problems: found } = parseContent(markdown);
  const { nodes, problems: unmatched } = treeOf(tokens);
  const problems = [...found, ...unmatched];
  const links = new Map<string, number>();
  const fields = new Set<string>();
  const names = new Set(known);
  for (const { token, line } of linesOf(tokens)) {
    for (const { field, source } of placeholdersOf(token)) {
      fields.add(field);
      if (!names.has(field)) problems.push({ line, code: "unknown_field", what: source });
    }
    const address = addressIn(token);
    if (address === null) continue;
    if (token.type === "link_open" && !links.has(address)) links.set(address, links.size);
    if (token.type === "image" && !isSafeImage(address)) {
      problems.push({ line, code: "unsafe_image", what: address.slice(0, 80) });
    }
  }
  for (const url of new Set(refused)) {
    problems.push({ line: lineOf(markdown, url), code: "unsafe_link", what: url.slice(0, 80) });
  }
  const context = { links, isKnown: (field: string) => names.has(field) };
  return {
    html: htmlOf(nodes, context),
    text: textOf(nodes, context),
    links: [...links.keys()].map((address) =>
      splitPlaceholders(address).map((part) =>
        typeof part === "string"
          ? part
          : { kind: "field", field: part.field, fallback: part.fallback, as: "url" },
      ),
    ),
    fields: [...fields],
    problems: problems.toSorted((a, b) => a.line - b.line),
  };
}

/** The fields that a token asks for: as itself, in an address, or as a condition. */
function placeholdersOf(token: Token): Pick<Placeholder, "field" | "source">[] {
  if (token.type === "placeholder") return [placeholderIn(token)];
  const marker = token.type === "marker" ? markerOf(token.content) : null;
  if (marker?.kind === "if") return [{ field: marker.field, source: token.content }];
  return splitPlaceholders(addressIn(token) ?? "").filter((part) => typeof part !== "string");
}

/** The line of a link that the parser refused, and so left as text. */
function lineOf(markdown: string, url: string): number {
  const at = [`](${url}`, `<${url}`, url]
    .map((text) => markdown.indexOf(text))
    .find((found) => found >= 0);
  return at === undefined ? 1 : markdown.slice(0, at).split(/\r\n|\n|\r/).length;
}
