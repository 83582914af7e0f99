import * as z from "zod/mini";

/**
 * A UUID as Postgres knows it: 128 bits, with no version asked for. Ids of organizations from the time before random ones are
 * not what RFC 9562 allows, so no `format: uuid` may be said of them.
 * @param code of the message for anything else.
 */
export const anyUuid = (code?: string) =>
  z.string(code).check(z.regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, code));
