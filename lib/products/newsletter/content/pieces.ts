/** A value of the person, escaped for the place where it stands. */
export interface FieldPiece {
  kind: "field";
  field: string;
  /** Stands there for somebody whose field is empty. */
  fallback: string;
  as: "html" | "text" | "url";
}

/** The address of a link: `links[index]` of what was compiled. */
export interface LinkPiece {
  kind: "link";
  index: number;
  as: "html" | "text";
}

/** One part for those whose field is filled, or is a certain value, and another for all others. */
export interface ChoicePiece {
  kind: "choice";
  field: string;
  /** Null for any value but an empty one. Compared without regard to case. */
  is: string | null;
  filled: Piece[];
  others: Piece[];
}

/** A part of a mail: what is the same for everybody is a string. */
export type Piece = string | FieldPiece | LinkPiece | ChoicePiece;

/** The fields of a person by name; what is missing counts as empty. */
export type Values = Readonly<Record<string, string | null | undefined>>;

/** Makes the address that a person is given for a link, such as one that counts the click. */
export type AddressOf = (index: number, target: string) => string;

/** How much of a value is shown: a field that holds a page of text is a mistake. */
export const valueLimit = 200;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text as it stands in HTML, between tags or inside an attribute with double quotes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);

/** A value as it is shown: one line, at most `valueLimit` characters. */
export function shownValue(values: Values, field: string): string {
  const value = Object.hasOwn(values, field) ? (values[field] ?? "") : "";
  const line = value.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  // By code points, so that no letter is cut in half.
  return line.length > valueLimit ? Array.from(line).slice(0, valueLimit).join("") : line;
}

const escapeFor: Readonly<Record<FieldPiece["as"], (text: string) => string>> = {
  html: escapeHtml,
  text: (text) => text,
  url: (text) => encodeURIComponent(text.toWellFormed()),
};

/**
 * Fills in the fields of a person, once: what is in a value is never read again as a placeholder, a
 * tag or an escape.
 */
export function fill(
  pieces: readonly Piece[],
  values: Values,
  links: readonly Piece[][],
  addressOf: AddressOf = (_, target) => target,
): string {
  let filled = "";
  for (const piece of pieces) {
    if (typeof piece === "string") {
      filled += piece;
    } else if (piece.kind === "field") {
      filled += escapeFor[piece.as](shownValue(values, piece.field) || piece.fallback);
    } else if (piece.kind === "link") {
      const target = fill(links[piece.index] ?? [], values, links);
      filled += escapeFor[piece.as](addressOf(piece.index, target));
    } else {
      const chosen = isChosen(piece, shownValue(values, piece.field)) ? piece.filled : piece.others;
      filled += fill(chosen, values, links, addressOf);
    }
  }
  return filled;
}

const isChosen = ({ is }: ChoicePiece, value: string): boolean =>
  is === null ? value !== "" : value.toLowerCase() === is.toLowerCase();

/** Adds a piece; strings that follow each other become one, so that filling in joins few. */
export function append(pieces: Piece[], piece: Piece): void {
  const last = pieces.length - 1;
  if (typeof piece === "string" && typeof pieces[last] === "string") pieces[last] += piece;
  else if (piece !== "") pieces.push(piece);
}
