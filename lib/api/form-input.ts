import type { Fields } from "#lib/forms/act.ts";

interface Definition {
  type: string;
  innerType?: { _zod: { def: Definition } };
  values?: readonly unknown[];
}

/**
 * What a form sent, as the schemas of its act take it. A form sends everything as text, one of several
 * as itself, and a field that was left empty as "".
 */
export function formInput(
  { shape }: Fields<unknown>,
  sent: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => {
      const schema = Object.hasOwn(shape, name) ? shape[name] : undefined;
      return schema ? entry(name, value, schema._zod.def) : [[name, value]];
    }),
  );
}

function entry(name: string, value: unknown, outer: Definition): [string, unknown][] {
  let definition = outer;
  while (definition.innerType) {
    if (value === "") return [];
    definition = definition.innerType._zod.def;
  }
  const { type, values = [] } = definition;
  if (type === "array") return [[name, Array.isArray(value) ? value : [value]]];
  // A box that is not ticked is not sent, so the form sends `false` in front of it.
  if (type === "boolean") return [[name, booleanOf(Array.isArray(value) ? value.at(-1) : value)]];
  const isNumber = type === "number" || (type === "literal" && typeof values[0] === "number");
  const isText = typeof value === "string" && value !== "";
  return [[name, isNumber && isText ? Number(value) : value]];
}

const booleanOf = (value: unknown): unknown =>
  value === "true" ? true : value === "false" ? false : value;
