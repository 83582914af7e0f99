/** A condition as the form of a segment has it: texts by name. */
export type ConditionRow = Record<string, string>;

/** The kind of a row (kinds.ts). */
export function kindOf({ on = "", key = "", is = "" }: ConditionRow): string {
  if (on === "field") return `field:${key}`;
  return on === "added" && is.endsWith("within") ? "added:within" : on;
}

/** An empty row of a kind. */
export function rowOf(kind: string): ConditionRow {
  const [on = "", rest] = kind.split(":", 2);
  if (!rest) return { on };
  return on === "field" ? { on, key: rest } : { on, is: rest };
}

/** Operators that compare with nothing. */
export const valueless = ["empty", "filled"];

/**
 * The rows of conditions that a form or an address has, as `conditions.0.value`, in the order of their
 * numbers.
 */
export function conditionRows(sent: Readonly<Record<string, unknown>>): ConditionRow[] {
  const rows = new Map<number, ConditionRow>();
  for (const [name, value] of Object.entries(sent)) {
    const [, number, key] = /^conditions\.(\d{1,3})\.(on|key|is|value)$/.exec(name) ?? [];
    if (!number || !key || typeof value !== "string" || value === "") continue;
    const row = rows.get(Number(number)) ?? {};
    row[key] = value;
    rows.set(Number(number), row);
  }
  return [...rows].toSorted(([one], [other]) => one - other).map(([, row]) => row);
}

/** What a form of a segment sent, as its schema takes it. */
export const formInputOf = (sent: Readonly<Record<string, unknown>>) => ({
  match: sent.match,
  conditions: conditionRows(sent),
});
