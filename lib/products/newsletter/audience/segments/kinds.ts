import {
  addedOperators,
  choiceOperators,
  dayOperators,
  mailOperators,
  numberOperators,
  textOperators,
} from "../filter.ts";

/** What a condition can be about, as the form of a segment offers it. */
export interface ConditionKind {
  /** `on`, for an own field with its key, `field:city`, and where it is needed with an operator, `added:within`. */
  id: string;
  label: string;
  operators: Record<string, string>;
  /** How its value is typed; `none` for those that have none. */
  input: "text" | "number" | "date" | "choice";
  /** Of a choice. */
  options?: Record<string, string>;
  /** What stands behind the value. */
  unit?: string;
}

const words: Record<string, string> = {
  is: "is",
  is_not: "is not",
  contains: "contains",
  contains_not: "does not contain",
  empty: "is empty",
  filled: "is filled in",
  above: "is more than",
  below: "is less than",
  before: "is before",
  after: "is after",
  within: "at most",
  not_within: "more than",
  received: "received any",
  not_received: "received none",
  opened: "opened any",
  not_opened: "opened none",
  clicked: "clicked in any",
  not_clicked: "clicked in none",
};
const named = (operators: readonly string[]) =>
  Object.fromEntries(operators.map((operator) => [operator, words[operator] ?? operator]));

const byKind = {
  text: { operators: named(textOperators), input: "text" },
  number: { operators: named(numberOperators), input: "number" },
  date: { operators: named(dayOperators), input: "date" },
  boolean: {
    operators: named(["is", "empty", "filled"]),
    input: "choice",
    options: { yes: "Yes", no: "No" },
  },
} as const;

interface Names {
  lists: { id: string; name: string }[];
  fields: { key: string; label: string; kind: keyof typeof byKind }[];
}

/** All kinds of conditions for an organization. */
export function conditionKinds({ lists, fields }: Names): ConditionKind[] {
  return [
    {
      id: "status",
      label: "Status",
      operators: named(["is"]),
      input: "choice",
      options: {
        subscribed: "Subscribed",
        pending: "Not confirmed",
        unsubscribed: "Unsubscribed",
        bounced: "Bounced",
      },
    },
    {
      id: "list",
      label: "List",
      operators: named(choiceOperators),
      input: "choice",
      options: Object.fromEntries(lists.map(({ id, name }) => [id, name])),
    },
    { id: "email", label: "Email", operators: named(textOperators), input: "text" },
    { id: "name", label: "Name", operators: named(textOperators), input: "text" },
    ...fields.map(({ key, label, kind }) => ({ id: `field:${key}`, label, ...byKind[kind] })),
    { id: "added", label: "Day added", operators: named(["before", "after"]), input: "date" },
    {
      id: "added:within",
      label: "Days since added",
      operators: named(addedOperators),
      input: "number",
      unit: "days",
    },
    {
      id: "mail",
      label: "Mails",
      operators: named(mailOperators),
      input: "number",
      unit: "of the last campaigns",
    },
  ];
}
