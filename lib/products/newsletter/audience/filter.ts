import * as z from "zod/mini";
import { dayPattern, exactText, line } from "#lib/forms/fields.ts";
import { fieldName } from "../content/placeholder.ts";

// The conditions of segments. `newsletter_condition` (functions.sql) makes SQL of them.

const text = exactText(200, "condition_value");
const isOneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, "condition_operator");
/** A whole number, also as a form sends it. */
const whole = (most: number) =>
  z.coerce
    .number("condition_number")
    .check(
      z.int("condition_number"),
      z.gte(1, "condition_number"),
      z.lte(most, "condition_number"),
    );

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
export const addedOperators = ["within", "not_within"] as const;
export const mailOperators = [
  ...(["received", "not_received", "opened", "not_opened", "clicked", "not_clicked"] as const),
] as const;

export const statuses = ["subscribed", "pending", "unsubscribed", "bounced"] as const;

/** What the list of subscribers can show alone. Whoever is suppressed has another status as well. */
export const shownStatuses = [...statuses, "suppressed"] as const;

const value = text.check(z.minLength(1, "condition_value"));
const day = z.string("condition_day").check(z.regex(dayPattern, "condition_day"));
/** Postgres reads these as numbers. */
const number = z
  .string("condition_value")
  .check(z.regex(/^-?[0-9]{1,15}([.][0-9]{1,10})?$/, "condition_value"));

const unary = isOneOf(["empty", "filled"]);
const textComparison = isOneOf(["is", "is_not", "contains", "contains_not"]);

/** A condition on a text, such as `{ on: "name", is: "contains", value: "mia" }`. */
const onText = <const On extends string>(on: On) =>
  z.discriminatedUnion(
    "is",
    [
      z.object({ on: z.literal(on), is: textComparison, value }),
      z.object({ on: z.literal(on), is: unary }),
    ],
    "condition_operator",
  );

const ofField = {
  on: z.literal("field"),
  key: z.string("condition_field").check(z.regex(fieldName, "condition_field")),
};

/** One condition of a segment. */
export const condition = z.discriminatedUnion(
  "on",
  [
    z.object({
      on: z.literal("status"),
      is: z._default(z.literal("is", "condition_operator"), "is"),
      value: z.enum(statuses, "condition_value"),
    }),
    z.object({
      on: z.literal("list"),
      is: isOneOf(choiceOperators),
      value: z.guid("condition_list"),
    }),
    onText("email"),
    onText("name"),
    z.discriminatedUnion(
      "is",
      [
        z.object({ ...ofField, is: textComparison, value }),
        z.object({ ...ofField, is: isOneOf(["above", "below"]), value: number }),
        z.object({ ...ofField, is: isOneOf(["before", "after"]), value: day }),
        z.object({ ...ofField, is: unary }),
      ],
      "condition_operator",
    ),
    z.discriminatedUnion(
      "is",
      [
        z.object({ on: z.literal("added"), is: isOneOf(["before", "after"]), value: day }),
        // In days.
        z.object({ on: z.literal("added"), is: isOneOf(addedOperators), value: whole(3_650) }),
      ],
      "condition_operator",
    ),
    z.object({
      on: z.literal("mail"),
      is: isOneOf(mailOperators),
      /** In so many of the last campaigns. */
      value: whole(100),
    }),
  ],
  "condition_invalid",
);
export type Condition = z.output<typeof condition>;

export const mostConditions = 20;

/** What a segment is made of. */
export const filterFields = {
  /** Whether all conditions must hold, or any of them. */
  match: z.enum(["all", "any"], "match_invalid"),
  conditions: z
    .array(condition, "conditions_invalid")
    .check(
      z.minLength(1, "conditions_missing"),
      z.maxLength(mostConditions, "conditions_too_many"),
    ),
};

/** The filter of a segment. */
export const segmentFilter = z.object(filterFields);
export type SegmentFilter = z.output<typeof segmentFilter>;

/** The name of a list or a segment. */
export const audienceName = line(100, {
  missing: "name_missing",
  tooLong: "name_too_long",
  invalid: "name_invalid",
});
