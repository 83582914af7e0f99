import { POST } from "#app/api/forms/[...path]/route.ts";
import { published } from "#app/api/forms/published.ts";
import { formRoute } from "#lib/api/form-route.ts";
import type { Database } from "#lib/db/database.ts";
import { type Act, formOf } from "#lib/forms/act.ts";

/**
 * What takes the form of an act: the route that takes it in production.
 * @param connect another database than the route's own.
 */
export function formPost<Params, Input>(
  act: Act<Params, Input>,
  params: Params,
  connect?: () => Promise<Database>,
) {
  const { action } = formOf(act, params);
  const path = action.split("/").slice(3).map(decodeURIComponent);
  const route = connect ? formRoute(published, connect) : POST;
  return (request: Request): Promise<Response> =>
    route(request, { params: Promise.resolve({ path }) });
}
