import type { Fields } from "#lib/forms/act.ts";

interface Definition {
  type: string;
  innerType?: { _zod: { def: Definition } };
  values?: readonly unknown[];
}

/**
 * What a form sent, as the schemas of its act take it. A form sends everything as text, one of several
 * as itself, and a field that was left empty as "". A name with dots is a place inside of a field:
 * `fields.city` of a record, `conditions.0.value` of a list of objects.
 */
export function formInput(
  { shape }: Fields<unknown>,
  sent: Record<string, unknown>,
): Record<string, unknown> {
  const schemaOf = (name: string) => (Object.hasOwn(shape, name) ? shape[name] : undefined);
  const parts = Map.groupBy(Object.entries(sent), ([name]) => {
    const [first = ""] = name.split(".", 1);
    return first !== name && schemaOf(first) ? first : "";
  });
  const plain = (parts.get("") ?? []).flatMap(([name, value]) => {
    const schema = schemaOf(name);
    return schema ? entry(name, value, schema._zod.def) : [[name, value] as const];
  });
  parts.delete("");
  const inner = Array.from(parts, ([name, entries]) => {
    const values = entries.map(([path, value]) => [path.slice(name.length + 1), value] as const);
    return [name, isList(schemaOf(name)?._zod.def) ? rowsOf(values) : Object.fromEntries(values)];
  });
  return Object.fromEntries([...plain, ...inner]);
}

function isList(outer: Definition | undefined): boolean {
  let definition = outer;
  while (definition?.innerType) definition = definition.innerType._zod.def;
  return definition?.type === "array";
}

/** `0.value` of several rows, in the order of their numbers. Rows that were left empty are none. */
function rowsOf(entries: (readonly [string, unknown])[]): object[] {
  const typed = entries.filter(([, value]) => value !== "");
  const rows = Map.groupBy(typed, ([path]) => Number.parseInt(path, 10));
  return Array.from(rows)
    .toSorted(([one], [other]) => one - other)
    .map(([, row]) =>
      Object.fromEntries(row.map(([path, value]) => [path.replace(/^\d+\./, ""), value])),
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
