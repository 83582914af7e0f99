import type { Token } from "markdown-it";
import { addressIn, type Context, linkOf, placeholderIn } from "./context.ts";
import { isSafeImage } from "./link.ts";
import { append, escapeHtml, type Piece } from "./pieces.ts";
import { splitPlaceholders } from "./placeholder.ts";
import { styles } from "./styles.ts";
import { isChoice, type Node } from "./tree.ts";

/** The HTML part of a mail. Nothing in it comes from the writer but text and checked addresses. */
export function htmlOf(nodes: readonly Node[], context: Context): Piece[] {
  const pieces: Piece[] = [];
  for (const node of nodes) {
    if (isChoice(node)) {
      const [filled, others] = [htmlOf(node.filled, context), htmlOf(node.others, context)];
      pieces.push({ kind: "choice", field: node.field, is: node.is, filled, others });
    } else {
      write(node, pieces, context);
    }
  }
  return pieces;
}

const write = (token: Token, pieces: Piece[], context: Context): void =>
  (renderers[token.type] ?? element)(token, pieces, context);

type Renderer = (token: Token, pieces: Piece[], context: Context) => void;

/** An element that is the same for everybody. */
const html =
  (make: (content: string, token: Token) => string): Renderer =>
  (token, pieces) =>
    append(pieces, make(escapeHtml(token.content), token));

const tag = (name: string, attributes = "") =>
  `<${name}${attributes}${styles[name] ? ` style="${styles[name]}"` : ""}>`;

const code = html((content) => `${tag("pre")}${content}</pre>\n`);

const renderers: Readonly<Record<string, Renderer>> = {
  inline({ children }, pieces, context) {
    for (const child of children ?? []) write(child, pieces, context);
  },
  text: html((content) => content),
  softbreak: html(() => "\n"),
  hardbreak: html(() => "<br>\n"),
  code_inline: html((content) => `${tag("code")}${content}</code>`),
  code_block: code,
  fence: code,
  hr: html(() => `${tag("hr")}\n`),
  marker: html((content) => `${tag("p")}<mark>${content}</mark></p>\n`),
  ordered_list_open: html((_, token) => {
    const start = token.attrGet("start");
    return `${tag("ol", start === null ? "" : ` start="${Number(start)}"`)}\n`;
  }),
  placeholder(token, pieces, context) {
    const { field, fallback, source } = placeholderIn(token);
    append(
      pieces,
      context.isKnown(field)
        ? { kind: "field", field, fallback, as: "html" }
        : `<mark>${escapeHtml(source)}</mark>`,
    );
  },
  link_open(token, pieces, context) {
    append(pieces, '<a href="');
    append(pieces, { kind: "link", index: linkOf(token, context), as: "html" });
    append(pieces, `" style="${styles.a}">`);
  },
  image(token, pieces, context) {
    const source = addressIn(token) ?? "";
    const isShown = isSafeImage(source);
    if (isShown) {
      append(pieces, '<img src="');
      for (const part of splitPlaceholders(source)) append(pieces, inAddress(part));
      append(pieces, '" alt="');
    }
    writeWords(token, pieces, context);
    if (isShown) append(pieces, `" style="${styles.img}">`);
  },
};

/** What is an element by its name alone. A paragraph of a tight list is none. */
function element({ hidden, nesting, tag: name, block }: Token, pieces: Piece[]): void {
  if (hidden || name === "") return;
  const isEnd = nesting < 0;
  append(pieces, `${isEnd ? `</${name}>` : tag(name)}${isEnd && block ? "\n" : ""}`);
}

const inAddress = (part: ReturnType<typeof splitPlaceholders>[number]): Piece =>
  typeof part === "string"
    ? escapeHtml(part)
    : { kind: "field", field: part.field, fallback: part.fallback, as: "url" };

/** The words of an image, which are in an attribute: without elements. */
function writeWords(token: Token, pieces: Piece[], context: Context): void {
  for (const child of token.children ?? []) {
    if (child.type === "placeholder" && context.isKnown(placeholderIn(child).field)) {
      write(child, pieces, context);
    } else {
      append(pieces, escapeHtml(child.content));
      writeWords(child, pieces, context);
    }
  }
}
