import type { ReadRow } from "#lib/imports/read-part.ts";
import { readEmailAddress } from "#lib/text/email-address.ts";
import { isLine, tidy } from "#lib/text/visible.ts";
import { hashAddress } from "../address-hash.ts";
import { fieldLength, readFieldValue } from "./field-value.ts";
import { readTarget, type Target } from "./targets.ts";

/** Of a name, in UTF-16 code units. */
const nameLength = 200;

/** What the statement of a part takes of a row. */
export interface SubscriberRow {
  /** `key` of `readEmailAddress`. */
  email: string;
  /** As it was typed, where that differs. */
  address: string | null;
  /** An empty cell changes nothing: null here, and no key below. */
  name: string | null;
  fields: Record<string, string>;
  lists: string[];
}

/**
 * Reads rows by what their columns are.
 * @param columns targets that `mappingProblem` finds nothing wrong with.
 */
export function subscriberReader(columns: readonly string[]): ReadRow {
  const targets = columns.map((column): Target => readTarget(column) ?? { kind: "ignore" });
  const emailColumn = targets.findIndex(({ kind }) => kind === "email");
  return async (cells) => {
    const email = readEmailAddress(cells[emailColumn] ?? "");
    if (typeof email === "string") return { column: emailColumn, reason: `email_${email}` };
    const subject = await hashAddress(email.key);
    if (email.needsSmtputf8)
      return { column: emailColumn, reason: "email_needs_smtputf8", subject };
    const data: SubscriberRow = {
      email: email.key,
      address: email.recipient === email.key && email.address === email.key ? null : email.address,
      name: null,
      fields: {},
      lists: [],
    };
    for (const [column, target] of targets.entries()) {
      const cell = tidy((cells[column] ?? "").normalize("NFC"));
      if (cell === "" || target.kind === "email" || target.kind === "ignore") continue;
      const refused = (reason: string) => ({ column, reason, subject });
      if (target.kind === "lists") {
        data.lists.push(...cell.split(/[,;|\r\n]/).flatMap((name) => tidy(name) || []));
        continue;
      }
      if (!isLine(cell)) return refused("not_a_line");
      if (target.kind === "field") {
        if (cell.length > fieldLength) return refused("field_too_long");
        const value = readFieldValue(target.of, cell);
        if (value === undefined) return refused(`no_${target.of}`);
        data.fields[target.key] = value;
        continue;
      }
      if (cell.length > nameLength) return refused("name_too_long");
      data.name = cell;
    }
    return { subject, data };
  };
}
