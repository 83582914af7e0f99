import * as z from "zod/mini";
import { day, exactText, id, line } from "#lib/forms/fields.ts";
import { fieldName } from "../content/placeholder.ts";

// The conditions of segments. `newsletter_condition` (functions.sql) makes SQL of them.

const text = exactText(200, "condition_value");
const isOneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, "condition_operator");
const whole = (least: number, most: number) =>
  z
    .int("condition_number")
    .check(z.gte(least, "condition_number"), z.lte(most, "condition_number"));

export const textOperators = [
  "is",
  "is_not",
  "contains",
  "contains_not",
  "empty",
  "filled",
] as const;
export const numberOperators = ["is", "is_not", "above", "below", "empty", "filled"] as const;
export const dayOperators = ["is", "before", "after", "empty", "filled"] as const;
export const choiceOperators = ["is", "is_not"] as const;
export const mailOperators = [
  ...(["received", "not_received", "opened", "not_opened", "clicked", "not_clicked"] as const),
] as const;
const fieldOperators = [
  ...new Set([...textOperators, ...numberOperators, ...dayOperators]),
] as const;

export const statuses = ["subscribed", "pending", "unsubscribed", "bounced"] as const;

/** One condition of a segment. */
export const condition = z.discriminatedUnion("on", [
  z.object({ on: z.literal("status"), is: z.literal("is"), value: isOneOf(statuses) }),
  z.object({ on: z.literal("list"), is: isOneOf(choiceOperators), value: id }),
  z.object({ on: z.literal("email"), is: isOneOf(textOperators), value: z.optional(text) }),
  z.object({ on: z.literal("name"), is: isOneOf(textOperators), value: z.optional(text) }),
  z.object({
    on: z.literal("field"),
    key: z.string("condition_field").check(z.regex(fieldName, "condition_field")),
    is: isOneOf(fieldOperators),
    value: z.optional(text),
  }),
  z.object({ on: z.literal("added"), is: isOneOf(["before", "after"]), value: day }),
  z.object({
    on: z.literal("added"),
    is: isOneOf(["within", "not_within"]),
    /** Days. */
    value: whole(1, 3_650),
  }),
  z.object({
    on: z.literal("mail"),
    is: isOneOf(mailOperators),
    /** In so many of the last campaigns. */
    value: whole(1, 100),
  }),
]);
export type Condition = z.output<typeof condition>;

export const mostConditions = 20;

/** The filter of a segment. */
export const segmentFilter = z.object({
  match: z.enum(["all", "any"], "match_invalid"),
  conditions: z
    .array(condition, "conditions_invalid")
    .check(
      z.minLength(1, "conditions_missing"),
      z.maxLength(mostConditions, "conditions_too_many"),
    ),
});
export type SegmentFilter = z.output<typeof segmentFilter>;

/** The name of a list or a segment. */
export const audienceName = line(100, {
  missing: "name_missing",
  tooLong: "name_too_long",
  invalid: "name_invalid",
});
