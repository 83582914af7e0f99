import { formRoute } from "#lib/api/form-route.ts";
import { publications } from "#lib/api/operations/index.ts";
import { otherMethods } from "#lib/http/methods.ts";

/** The forms of all acts, by what the rooms publish. */
export const POST = formRoute(publications);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
