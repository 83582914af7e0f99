import { problem } from "#lib/http/problem.ts";

/** What no other route below /api is for, so that programs are told in a way that they can read. */
const nothing = () => problem(404, "not_found", "There is no API endpoint at this URL.");

export {
  nothing as DELETE,
  nothing as GET,
  nothing as OPTIONS,
  nothing as PATCH,
  nothing as POST,
  nothing as PUT,
};
