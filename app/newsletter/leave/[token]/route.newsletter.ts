import { otherMethods } from "#lib/http/methods.ts";
import { leavePage, toLeaving } from "#lib/products/newsletter/public/leave-page.ts";

export const runtime = "edge";

type Context = RouteContext<"/newsletter/leave/[token]">;

/** The link to unsubscribe at the end of every letter. */
export const GET = async (_: Request, { params }: Context): Promise<Response> =>
  leavePage((await params).token);

export const POST = async (_: Request, { params }: Context): Promise<Response> =>
  toLeaving((await params).token);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET", "POST");
