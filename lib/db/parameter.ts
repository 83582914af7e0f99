/**
 * A parameter of a raw statement as Postgres reads it, whatever type the statement gives it.
 * @throws TypeError when it is none that has one text: write moments as ISO strings, objects as JSON.
 */
export function parameterText(value: unknown): string | null {
  if (value === null) return null;
  if (["string", "number", "boolean", "bigint"].includes(typeof value)) return String(value);
  throw new TypeError(`A parameter cannot be of type ${typeof value}`);
}
