import type { FieldKind } from "./targets.ts";

/** Of the value of an own field, in UTF-16 code units. */
export const fieldLength = 1_000;

const yes = new Set(["true", "yes", "y", "1", "on", "x", "ja", "oui", "si", "sí"]);
const no = new Set(["false", "no", "n", "0", "off", "nein", "non"]);

/**
 * The value of a cell as `subscribers.fields` keeps it: a number with a point, a date as ISO 8601, `yes` or
 * `no`. @returns undefined for what is no such value.
 */
export function readFieldValue(kind: FieldKind, cell: string): string | undefined {
  switch (kind) {
    case "text":
      return cell;
    case "number":
      // A comma alone is the decimal comma of half of Europe; with a point beside it nobody can tell.
      return /^[+-]?\d{1,15}([.,]\d{1,10})?$/.test(cell)
        ? cell.replace(",", ".").replace("+", "")
        : undefined;
    case "date":
      return readDate(cell);
    case "boolean": {
      const word = cell.toLowerCase();
      if (yes.has(word)) return "yes";
      return no.has(word) ? "no" : undefined;
    }
  }
}

/** `2026-11-20`, `2026-11-20T10:00:00Z` and `20.11.2026`. Slashes are read in two ways, so in none here. */
function readDate(cell: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(cell);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell);
  const [year, month, day] = iso
    ? iso.slice(1).map(Number)
    : (dotted?.slice(1).map(Number).toReversed() ?? []);
  if (!year || !month || !day || year < 1000) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere ? date.toISOString().slice(0, 10) : undefined;
}
