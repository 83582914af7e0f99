import { append, escapeHtml, type Piece } from "../content/pieces.ts";
import { splitPlaceholders } from "../content/placeholder.ts";

/** A line with placeholders, such as a subject. What names no field of people stays as it was written. */
export function lineOf(
  line: string,
  isKnown: (field: string) => boolean,
  as: "html" | "text",
): Piece[] {
  const shown = (text: string) => (as === "html" ? escapeHtml(text) : text);
  const pieces: Piece[] = [];
  for (const part of splitPlaceholders(line)) {
    if (typeof part === "string") append(pieces, shown(part));
    else if (!isKnown(part.field)) append(pieces, shown(part.source));
    else append(pieces, { kind: "field", field: part.field, fallback: part.fallback, as });
  }
  return pieces;
}

/** Pieces of an address as they are written: `https://e.example/?city={{city}}`. */
export const sourceOf = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      if (piece.kind !== "field") throw new Error("An address has no parts but text and fields");
      return `{{${piece.field}${piece.fallback && `|${piece.fallback}`}}}`;
    })
    .join("");
