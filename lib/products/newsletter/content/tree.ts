import type { Token } from "markdown-it";
import type { ContentProblem } from "./parse.ts";
import type { Marker } from "./placeholder.ts";

/** A part of a mail that depends on a field. */
export interface Choice {
  field: string;
  is: string | null;
  filled: Node[];
  others: Node[];
}

export type Node = Token | Choice;

export const isChoice = (node: Node): node is Choice => "filled" in node;

/** How many conditions may stand in each other. */
const deepest = 10;

interface Open extends Choice {
  token: Token;
  isElse: boolean;
  rest: Token | undefined;
}

/**
 * Makes parts of what stands between `{{#if}}`, `{{else}}` and `{{/if}}`. Both ends must be in the same
 * block, such as one item of a list. A marker without its other end stays, as text, and is a problem.
 */
export function treeOf(tokens: readonly Token[]): { nodes: Node[]; problems: ContentProblem[] } {
  const nodes: Node[] = [];
  const problems: ContentProblem[] = [];
  const open: Open[] = [];
  const report = (code: ContentProblem["code"], token: Token) =>
    problems.push({ line: (token.map?.[0] ?? 0) + 1, code, what: token.content.slice(0, 80) });
  const current = () => {
    const top = open.at(-1);
    if (!top) return nodes;
    return top.isElse ? top.others : top.filled;
  };
  /** Gives up on the conditions from a depth on: all that stands in them is for everybody. */
  const abandon = (depth: number, code: ContentProblem["code"]) => {
    const given = open.splice(depth);
    const target = current();
    for (const { token, filled, rest, others } of given) {
      report(code, token);
      target.push(token);
      for (const node of filled) target.push(node);
      if (rest) target.push(rest);
      for (const node of others) target.push(node);
    }
  };
  for (const token of tokens) {
    const marker = token.type === "marker" ? (token.meta as Marker | null) : null;
    const top = open.at(-1);
    if (!marker) {
      const deeper = open.findIndex((one) => one.token.level > token.level);
      if (deeper >= 0) abandon(deeper, "if_across_blocks");
      current().push(token);
    } else if (marker.kind === "if" && open.length >= deepest) {
      report("too_deep", token);
      current().push(token);
    } else if (marker.kind === "if") {
      const { field, is } = marker;
      open.push({ field, is, filled: [], others: [], token, isElse: false, rest: undefined });
    } else if (!top || top.token.level !== token.level || (marker.kind === "else" && top.isElse)) {
      report("end_without_if", token);
      current().push(token);
    } else if (marker.kind === "else") {
      top.isElse = true;
      top.rest = token;
    } else {
      open.pop();
      current().push({ field: top.field, is: top.is, filled: top.filled, others: top.others });
    }
  }
  abandon(0, "if_without_end");
  return { nodes, problems };
}
