import { globSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod/mini";
import { published } from "#app/api/forms/published.ts";
import { jsonSchema } from "#lib/api/openapi/document.ts";
import { formOf } from "#lib/forms/act.ts";
import { newId } from "#lib/forms/fields.ts";
import type { Form } from "#lib/forms/form.ts";

/** What stands in the addresses of forms, in the order in which their definitions take it. */
export const places = {
  ...{ slug: "place-slug", id: "place-id", userId: "place-user" },
  ...{ message: "place-message", step: "place-step" },
};

const isForm = z.object({
  action: z.string(),
  page: z.string(),
  schema: z.custom<z.ZodMiniType>(),
});

/**
 * Every form of the app: those of acts, and those that a module exports as a form, or as a function that
 * makes one for what stands in its address.
 */
export async function allForms(): Promise<Form<unknown>[]> {
  // The forms of products are acts; what they call a form may be something that members make.
  const files = globSync("lib/**/{forms,*-forms}.ts", { exclude: ["lib/products/**"] }).toSorted();
  const found: Form<unknown>[] = published.map(({ act }) => ({
    ...formOf(act, places),
    schema: act.makes ? z.object({ ...act.input.shape, id: newId }) : act.input,
  }));
  for (const file of files) {
    const module: unknown = await import(/* @vite-ignore */ resolve(file));
    for (const [name, exported] of Object.entries(Object(module))) {
      if (!name.endsWith("Form")) continue;
      const made = typeof exported === "function" ? exported(places.slug, places.id) : exported;
      const form = z.parse(isForm, made);
      found.push({ ...form, messages: {} });
    }
  }
  return found;
}

/** The fields of a form, and a value for each that the form takes. */
export function fieldsOf(schema: z.ZodMiniType): Record<string, unknown> {
  const { properties } = jsonSchema(schema, "input");
  return Object.fromEntries(
    Object.entries(Object(properties)).map(([name, property]) => [
      name,
      sample(name, Object(property)),
    ]),
  );
}

/** A value as a schema wants it. */
export function sample(name: string, property: Record<string, unknown>): unknown {
  if (Array.isArray(property.enum)) return property.enum[0];
  if (property.type === "array") return [sample(name, Object(property.items))];
  if (property.type === "integer" || property.type === "number") return property.minimum ?? 0;
  if (property.format === "uuid") return crypto.randomUUID();
  if (property.format === "email") return `${crypto.randomUUID()}@example.test`;
  return samples[name] ?? "a-value";
}

/** Of what a schema does not tell. */
const samples: Record<string, unknown> = {
  id: crypto.randomUUID(),
  ids: [crypto.randomUUID()],
  password: "a good long password",
  newPassword: "another good long password",
  lifetime: 90,
  overlap: 24,
  scopes: ["read"],
  plan: "pro",
  product: "small",
};
