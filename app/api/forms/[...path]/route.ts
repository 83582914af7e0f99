import { formRoute } from "#lib/api/form-route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { published } from "../published.ts";

/** The forms of all acts. */
export const POST = formRoute(published);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
