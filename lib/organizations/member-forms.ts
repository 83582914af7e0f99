import * as z from "zod/mini";
import type { Form } from "#lib/forms/form.ts";
import { organizationApi, organizationPath } from "./forms.ts";
import { organizationMessages as messages } from "./refusals.ts";
import { type Role, roles } from "./schema.ts";

export const roleSchema = z.enum(roles, "role_invalid");

/** Gives a member another role. */
export const roleForm = (slug: string, userId: string): Form<{ role: Role }> =>
  member(slug, userId, "", z.object({ role: roleSchema }));

/** Ends a membership. */
export const removeMemberForm = (slug: string, userId: string): Form<object> =>
  member(slug, userId, "/remove", z.object({}));

function member<Input>(
  slug: string,
  userId: string,
  path: string,
  schema: z.ZodMiniType<Input>,
): Form<Input> {
  const place = `/members/${encodeURIComponent(userId)}`;
  return {
    page: `${organizationPath(slug)}${place}`,
    action: `${organizationApi(slug)}${place}${path}`,
    schema,
    messages,
  };
}
