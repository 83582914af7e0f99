import type { FieldDef } from "pg";
import { maxResponseBytes } from "./limits.ts";
import { Refusal } from "./refusal.ts";
import type { ValueJson } from "./value-json.ts";

/** How long the JSON of one answer has become, over all the statements of a batch. */
export interface Budget {
  bytes: number;
}

/**
 * Writes the JSON of one statement's result while its rows arrive, so that an endless result is
 * stopped at the limit instead of filling the memory.
 */
export class ResultJson {
  readonly #isArrayMode: boolean;
  readonly #valueJson: ValueJson;
  readonly #budget: Budget;
  readonly #rows: string[] = [];
  #fields: readonly FieldDef[] = [];
  #keys: readonly string[] = [];

  constructor(isArrayMode: boolean, valueJson: ValueJson, budget: Budget) {
    this.#isArrayMode = isArrayMode;
    this.#valueJson = valueJson;
    this.#budget = budget;
  }

  describe(fields: readonly FieldDef[]): void {
    this.#fields = fields;
    this.#keys = fields.map(({ name }) => (this.#isArrayMode ? "" : `${JSON.stringify(name)}:`));
  }

  /** @throws Refusal 507 when the answer is longer than {@link maxResponseBytes}. */
  addRow(values: readonly (string | null)[]): void {
    const entries = this.#fields.map(({ dataTypeID }, index) => {
      const value = values[index] ?? null;
      return `${this.#keys[index]}${value === null ? "null" : this.#valueJson(value, dataTypeID)}`;
    });
    // Duplicate names stay in the text, as with Neon: a JSON parser keeps the last one.
    const row = this.#isArrayMode ? `[${entries.join(",")}]` : `{${entries.join(",")}}`;
    this.#budget.bytes += Buffer.byteLength(row) + 1;
    if (this.#budget.bytes > maxResponseBytes) throw responseTooLarge();
    this.#rows.push(row);
  }

  /** @param tag what Postgres says it did: `INSERT 0 3`, `CREATE TABLE`, or nothing. */
  finish(tag: string): string {
    const fields = this.#fields.map((field) => ({
      name: field.name,
      dataTypeID: field.dataTypeID,
      tableID: field.tableID,
      columnID: field.columnID,
      dataTypeSize: field.dataTypeSize,
      dataTypeModifier: field.dataTypeModifier,
      format: "text",
    }));
    const [command, rowCount] = readTag(tag);
    return (
      `{"rowAsArray":${this.#isArrayMode},"fields":${JSON.stringify(fields)},` +
      `"rows":[${this.#rows.join(",")}],"command":${JSON.stringify(command)},"rowCount":${rowCount}}`
    );
  }
}

export function responseTooLarge(): Refusal {
  return new Refusal(507, `response is too large (max is ${maxResponseBytes} bytes)`);
}

/** The first word of a command tag, and the number that ends it: an INSERT has an OID between. */
function readTag(tag: string): [command: string, rowCount: number | null] {
  const [, command = "", count] = /^(\S*)(?: (?:0 )?(\d+)$)?/.exec(tag) ?? [];
  return [command, count === undefined ? null : Number(count)];
}
