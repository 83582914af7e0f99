import fc from "fast-check";

type Schema = Record<string, unknown>;

const number = (value: unknown, otherwise: number) =>
  typeof value === "number" ? value : otherwise;

/** Values that a JSON Schema of the document describes. */
export function accepted(schema: Schema): fc.Arbitrary<unknown> {
  const { type, pattern, items } = schema;
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (type === "array") {
    const minLength = number(schema.minItems, 0);
    return fc.array(accepted(Object(items)), {
      minLength,
      maxLength: number(schema.maxItems, minLength + 3),
    });
  }
  if (type === "integer" || type === "number") {
    const [min, max] = [
      number(schema.minimum, -(2 ** 53) + 1),
      number(schema.maximum, 2 ** 53 - 1),
    ];
    return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }));
  }
  if (type === "boolean") return fc.boolean();
  const anyOf = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map(accepted));
  if ("const" in schema) return fc.constant(schema.const);
  if (type === "object" && schema.propertyNames) {
    return fc.dictionary(
      accepted(Object(schema.propertyNames)) as fc.Arbitrary<string>,
      accepted(Object(schema.additionalProperties)),
      { maxKeys: 3 },
    );
  }
  if (type === "object") {
    const of = Object.entries<Schema>(Object(schema.properties));
    const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
    return fc.record(Object.fromEntries(of.map(([name, one]) => [name, accepted(one)])), {
      requiredKeys: required,
    });
  }
  if (schema.format === "idn-email") return fc.emailAddress();
  if (type !== "string") throw new Error(`Nothing is known of ${JSON.stringify(schema)}`);
  const [minLength, maxLength] = [number(schema.minLength, 0), number(schema.maxLength, 200)];
  const matching =
    typeof pattern === "string" && /^\^\[?\(?[\w[(]/.test(pattern) && !pattern.startsWith("^[^")
      ? fc.stringMatching(new RegExp(pattern))
      : fc.string({ unit: "grapheme", minLength, maxLength });
  const isAllowed = (value: string) => {
    const length = Array.from(value).length;
    const { enum: not } = Object(schema.not);
    return (
      length >= minLength &&
      length <= maxLength &&
      (typeof pattern !== "string" || new RegExp(pattern).test(value)) &&
      !(Array.isArray(not) && not.includes(value))
    );
  };
  return matching.filter(isAllowed);
}

/** Values just outside of what a JSON Schema of the document describes. */
export function refused(schema: Schema): unknown[] {
  const { type } = schema;
  if (Array.isArray(schema.enum)) return ["", "nothing of it", -7, null, [schema.enum[0]]];
  if (type === "array") {
    const item = fc.sample(accepted(Object(schema.items)), 1)[0];
    const many = (length: number) => Array.from({ length }, () => item);
    return [
      ...(typeof schema.minItems === "number" ? [many(schema.minItems - 1)] : []),
      ...(typeof schema.maxItems === "number" ? [many(schema.maxItems + 1)] : []),
      null,
      item,
      [{}],
    ];
  }
  if (type === "integer" || type === "number") {
    return [number(schema.minimum, 0) - 1, number(schema.maximum, 0) + 1, 1.5, "x", null, [1], {}];
  }
  if (type === "boolean") return ["true", 1, null, [true], {}];
  if (type === "object") return ["x", 5, null, ["x"]];
  const not: unknown = Object(schema.not).enum;
  return [
    ...(typeof schema.maxLength === "number"
      ? ["x".repeat(schema.maxLength + 1), "😀".repeat(schema.maxLength + 1)]
      : []),
    ...(number(schema.minLength, 0) > 0 ? [""] : []),
    ...(typeof schema.pattern === "string" ? ["a\0b"] : []),
    ...(Array.isArray(not) ? not : []),
    ...(schema.format ? ["x"] : []),
    5,
    null,
    ["x"],
    {},
  ];
}
