import { expect, test } from "vitest";
import * as z from "zod/mini";
import { formInput } from "#lib/api/form-input.ts";

const schema = z.object({
  name: z.optional(z.string()),
  isPublic: z._default(z.boolean(), false),
  lists: z._default(z.array(z.string()), []),
  days: z.number(),
  fields: z._default(z.record(z.string(), z.string()), {}),
  conditions: z.array(z.object({ on: z.string(), value: z.optional(z.string()) })),
});

test("a form's texts are read as the schema of its act takes them", () => {
  expect(formInput(schema, { name: "", lists: "one", days: "30", other: "x" })).toEqual({
    lists: ["one"],
    days: 30,
    other: "x",
  });
});

test("a box that is not ticked is false, and the last value of one that is ticked counts", () => {
  expect(formInput(schema, { isPublic: "false" })).toEqual({ isPublic: false });
  expect(formInput(schema, { isPublic: ["false", "true"] })).toEqual({ isPublic: true });
});

test("names with dots are places inside of a record, where an empty value is one", () => {
  const sent = { "fields.city": "Hamburg", "fields.seats": "", "other.city": "x" };
  expect(formInput(schema, sent)).toEqual({
    fields: { city: "Hamburg", seats: "" },
    "other.city": "x",
  });
  const hostile = formInput(schema, { "fields.__proto__": "x" });
  expect(Object.getPrototypeOf(hostile.fields)).toBe(Object.prototype);
});

test("rows of a list keep their order, and rows that were left empty are none", () => {
  const sent = {
    "conditions.10.on": "name",
    "conditions.2.on": "city",
    "conditions.2.value": "Hamburg",
    "conditions.3.on": "",
    "conditions.3.value": "",
  };
  expect(formInput(schema, sent)).toEqual({
    conditions: [{ on: "city", value: "Hamburg" }, { on: "name" }],
  });
});
