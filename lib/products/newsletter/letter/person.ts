import type { Values } from "../content/pieces.ts";

/** Fields that everybody has, beside those of the organization. No own field takes their names. */
export const commonFields = ["email", "name", "first_name"] as const;

/** What a letter says of a person, as the row of a subscriber has it. */
export interface Person {
  email: string;
  /** As it was typed; null where it is the same as `email`. */
  address?: string | null;
  name: string | null;
  fields: Readonly<Record<string, string>>;
}

/** The values that placeholders are filled in with. */
export function valuesOf({ email, address, name, fields }: Person): Values {
  const [first = ""] = (name ?? "").trim().split(/\s+/);
  return { ...fields, email: address ?? email, name, first_name: first };
}
