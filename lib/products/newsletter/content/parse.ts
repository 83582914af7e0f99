import MarkdownIt, { type StateBlock, type StateInline, type Token } from "markdown-it";
import { encodeAround, isSafeLink } from "./link.ts";
import { markerOf, placeholderAt } from "./placeholder.ts";

/** Something that the writer must mend, with the line (1 is the first). */
export interface ContentProblem {
  line: number;
  code:
    | "broken_placeholder"
    | "unknown_field"
    | "unsafe_link"
    | "unsafe_image"
    | "if_without_end"
    | "end_without_if"
    | "if_across_blocks"
    | "too_deep";
  /** What stands there, at most 80 characters. */
  what: string;
}

/**
 * Reads the Markdown of a mail: CommonMark with strike-through and bare addresses as links, without raw
 * HTML, which stays text. A placeholder is a token of its own, found by the parser, so it is none in
 * code, after a backslash, or in a value that is filled in later.
 */
export function parseContent(markdown: string): {
  tokens: Token[];
  /** Addresses of links that the parser left as text. */
  refused: string[];
  /** What begins as a placeholder and is none, and links to nothing. */
  problems: ContentProblem[];
} {
  const parser = new MarkdownIt("default", { html: false, linkify: true });
  // Cells are cut at `|`, which is in placeholders too.
  parser.disable("table");
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  const { normalizeLink } = parser;
  parser.normalizeLink = (url) => encodeAround(url, normalizeLink);
  const refused: string[] = [];
  parser.validateLink = (url) => {
    const isSafe = isSafeLink(url);
    if (!isSafe) refused.push(url);
    return isSafe;
  };
  parser.inline.ruler.before("escape", "placeholder", placeholderRule);
  parser.block.ruler.before("fence", "marker", markerRule, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  const problems: ContentProblem[] = [];
  parser.core.ruler.after("inline", "empty_link", ({ tokens }) => {
    for (const token of tokens) removeEmptyLinks(token, problems);
  });
  // Before text with a backslash, which is meant as it is, becomes a part of the text around it.
  parser.core.ruler.after("inline", "broken_placeholder", ({ tokens }) => {
    for (const { line, token } of linesOf(tokens)) {
      const at = token.type === "text" ? token.content.indexOf("{{") : -1;
      const what = token.content.slice(at, at + 80);
      if (at >= 0) problems.push({ line, code: "broken_placeholder", what });
    }
  });
  return { tokens: parser.parse(markdown, {}), refused, problems };
}

/** Each token with the line that it is on, those inside of others too. */
export function linesOf(tokens: readonly Token[]): { token: Token; line: number }[] {
  return tokens.flatMap((block) => {
    let line = (block.map?.[0] ?? 0) + 1;
    const inside = (token: Token): { token: Token; line: number }[] => {
      const own = { token, line };
      if (token.type === "softbreak" || token.type === "hardbreak") line += 1;
      return [own, ...(token.children ?? []).flatMap(inside)];
    };
    return inside(block);
  });
}

/** A link to nothing is its words alone. The parser asks of its address only where there is one. */
function removeEmptyLinks({ children, map }: Token, problems: ContentProblem[]): void {
  let isInside = false;
  for (const token of children ?? []) {
    if (token.type === "link_open" && !token.attrGet("href")) {
      isInside = true;
      problems.push({ line: (map?.[0] ?? 0) + 1, code: "unsafe_link", what: "()" });
    } else if (token.type !== "link_close" || !isInside) {
      continue;
    } else {
      isInside = false;
    }
    Object.assign(token, { type: "words", tag: "" });
  }
}

function placeholderRule(state: StateInline, isSilent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x7b) return false;
  const found = placeholderAt(state.src, state.pos);
  if (!found) return false;
  if (!isSilent) {
    const token = state.push("placeholder", "", 0);
    token.content = found.source;
    token.meta = { ...found };
  }
  state.pos += found.source.length;
  return true;
}

function markerRule(state: StateBlock, line: number, _: number, isSilent: boolean): boolean {
  const begins = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  // Four spaces make code of a line, as everywhere in Markdown.
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  if (!state.src.startsWith("{{", begins)) return false;
  const source = state.src.slice(begins, state.eMarks[line]);
  const marker = markerOf(source);
  if (!marker) return false;
  if (isSilent) return true;
  state.line = line + 1;
  const token = state.push("marker", "", 0);
  token.map = [line, line + 1];
  token.content = source.trim();
  token.meta = { ...marker };
  return true;
}
