import { otherMethods } from "#lib/http/methods.ts";
import { getData, postErase } from "#lib/products/newsletter/public/own-data/data-route.ts";

type Context = RouteContext<"/api/newsletter/data/[token]">;

/** What is held on a person, as a file. */
export const GET = async (_: Request, { params }: Context): Promise<Response> =>
  getData((await params).token);

/** Erases the person. */
export const POST = async (_: Request, { params }: Context): Promise<Response> =>
  postErase((await params).token);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET", "POST");
