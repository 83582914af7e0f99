type Handler<Params> = (
  request: Request,
  context: { params: Promise<Params> },
) => Promise<Response>;

/**
 * A route that a form of a page and a program both post to. A form is what browsers send as one;
 * everything else is for the API.
 */
export function formOr<Params>(
  form: (params: Params) => (request: Request) => Promise<Response>,
  api: Handler<Params>,
): Handler<Params> {
  return async (request, context) =>
    isForm(request) ? form(await context.params)(request) : api(request, context);
}

function isForm({ headers }: Request): boolean {
  const type = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  return type === "application/x-www-form-urlencoded" || type === "multipart/form-data";
}
