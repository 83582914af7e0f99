import * as z from "zod/mini";
import { id, identifier } from "#lib/forms/fields.ts";

/** What stands in the address of an act or a list of an organization. */
export const inOrganization = z.object({
  slug: identifier().check(z.describe("The slug of the organization.")),
});

/** @param what in the organization has the id, such as `invitation`. */
export const withId = (what: string) =>
  z.extend(inOrganization, { id: id.check(z.describe(`The ID of the ${what}.`)) });

export const aMember = z.extend(inOrganization, {
  userId: identifier().check(z.describe("The ID of the member's user.")),
});
