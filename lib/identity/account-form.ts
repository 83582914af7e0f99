import * as z from "zod/mini";
import type { Form } from "#lib/forms/form.ts";

/** A form that people send about their own account, to an address of its own (docs/acts.md). */
export function accountForm<Shape extends z.core.$ZodLooseShape>(
  name: string,
  place: Pick<Form<never>, "page" | "section" | "messages" | "byteLimit">,
  shape: Shape,
) {
  const schema = z.object(shape);
  return { ...place, action: `/api/account/${name}`, schema } satisfies Form<
    z.output<typeof schema>
  >;
}
