import type { Token } from "markdown-it";
import { addressIn, type Context, linkOf, placeholderIn } from "./context.ts";
import { append, type Piece } from "./pieces.ts";
import { isChoice, type Node } from "./tree.ts";

/** What stands before the first line of a block, and before the others. */
interface Prefix {
  first: string;
  rest: string;
  isUsed: boolean;
}

/** Where in a mail's text a renderer is. */
interface Place {
  pieces: Piece[];
  prefixes: Prefix[];
  isLineStart: boolean;
  /** For each list around: the number of its next item; null of one with dots. */
  lists: (number | null)[];
  /** The link around, whose address is said after its words. */
  link: number | null;
}

/** The text part of a mail: the same words as the HTML part has, in its order. */
export function textOf(nodes: readonly Node[], context: Context): Piece[] {
  const place: Place = { pieces: [], prefixes: [], isLineStart: true, lists: [], link: null };
  writeAll(nodes, place, context);
  return place.pieces;
}

function writeAll(nodes: readonly Node[], place: Place, context: Context): void {
  for (const node of nodes) {
    if (!isChoice(node)) {
      renderers[node.type]?.(node, place, context);
      continue;
    }
    const part = (some: readonly Node[]): Piece[] => {
      // Both begin where this place is, whichever is chosen.
      const prefixes = place.prefixes.map((prefix) => ({ ...prefix }));
      const own = { ...place, pieces: [], prefixes, lists: [...place.lists] };
      writeAll(some, own, context);
      return own.pieces;
    };
    const [filled, others] = [part(node.filled), part(node.others)];
    place.pieces.push({ kind: "choice", field: node.field, is: node.is, filled, others });
  }
}

type Renderer = (token: Token, place: Place, context: Context) => void;

const words: Renderer = ({ content }, place) => put(place, content);

/** A block of one line. */
const line =
  (make: (token: Token) => string): Renderer =>
  (token, place) => {
    put(place, make(token));
    endLine(place);
    blankLine(place);
  };

const endBlock: Renderer = (_, place) => {
  endLine(place);
  blankLine(place);
};

const endList: Renderer = (_, place) => {
  place.lists.pop();
  const last = place.pieces.at(-1);
  const hasBlankLine = typeof last === "string" && last.endsWith("\n\n");
  // A list inside an item ends with it.
  if (place.lists.length === 0 && !hasBlankLine) blankLine(place);
};

const code: Renderer = ({ content }, place) => {
  for (const one of content.replace(/\n$/, "").split("\n")) {
    put(place, one);
    endLine(place);
  }
  blankLine(place);
};

const inside: Renderer = ({ children }, place, context) => {
  writeAll(children ?? [], place, context);
};

const renderers: Readonly<Record<string, Renderer>> = {
  inline: inside,
  image: inside,
  text: words,
  code_inline: words,
  softbreak: (_, place) => endLine(place),
  hardbreak: (_, place) => endLine(place),
  placeholder(token, place, { isKnown }) {
    const { field, fallback, source } = placeholderIn(token);
    put(place, isKnown(field) ? { kind: "field", field, fallback, as: "text" } : source);
  },
  link_open(token, place, context) {
    // `<https://…>` and a bare address are said once.
    const isItsOwnText = token.info === "auto" && !addressIn(token)?.startsWith("mailto:");
    place.link = isItsOwnText ? null : linkOf(token, context);
  },
  link_close(_, place) {
    if (place.link === null) return;
    put(place, " (");
    put(place, { kind: "link", index: place.link, as: "text" });
    put(place, ")");
    place.link = null;
  },
  paragraph_close(token, place) {
    endLine(place);
    // In a tight list the items follow each other without a blank line.
    if (!token.hidden) blankLine(place);
  },
  heading_close: endBlock,
  code_block: code,
  fence: code,
  hr: line(() => "---"),
  marker: line(({ content }) => content),
  bullet_list_open: (_, { lists }) => lists.push(null),
  ordered_list_open: (token, { lists }) => lists.push(Number(token.attrGet("start") ?? 1)),
  bullet_list_close: endList,
  ordered_list_close: endList,
  list_item_open(_, { lists, prefixes }) {
    const number = lists.at(-1);
    const first = typeof number === "number" ? `${number}. ` : "- ";
    if (typeof number === "number") lists[lists.length - 1] = number + 1;
    prefixes.push({ first, rest: " ".repeat(first.length), isUsed: false });
  },
  list_item_close(_, place) {
    // An item without words is a line too.
    if (place.prefixes.at(-1)?.isUsed === false) {
      put(place, "");
      endLine(place);
    }
    place.prefixes.pop();
  },
  blockquote_open: (_, { prefixes }) => prefixes.push({ first: "> ", rest: "> ", isUsed: false }),
  blockquote_close(_, place) {
    const { pieces, prefixes } = place;
    prefixes.pop();
    const last = pieces.at(-1);
    if (typeof last !== "string" || !last.endsWith(">\n")) return;
    // The blank line after its last block is no line of the quote.
    pieces[pieces.length - 1] = last.slice(0, -2);
    append(pieces, "\n");
  },
};

function put(place: Place, piece: Piece): void {
  if (place.isLineStart) {
    append(place.pieces, prefixOf(place));
    place.isLineStart = false;
  }
  append(place.pieces, piece);
}

function prefixOf({ prefixes }: Place): string {
  let before = "";
  for (const prefix of prefixes) {
    before += prefix.isUsed ? prefix.rest : prefix.first;
    prefix.isUsed = true;
  }
  return before;
}

function endLine(place: Place): void {
  append(place.pieces, "\n");
  place.isLineStart = true;
}

function blankLine(place: Place): void {
  const before = place.prefixes.map(({ rest }) => rest).join("");
  append(place.pieces, `${before.trimEnd()}\n`);
}
