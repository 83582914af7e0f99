import { otherMethods } from "#lib/http/methods.ts";
import { apiHandler, type RouteHandler } from "./handler.ts";
import type { Operation } from "./operation.ts";
import type { Publication } from "./publish.ts";

type Methods = ReturnType<typeof otherMethods>;

/**
 * The handlers of a route of the API, for all that stands at its address. Other methods are answered
 * 405.
 */
export function apiRoute(
  ...published: (Operation | Publication)[]
): Record<keyof Methods, RouteHandler | (() => Response)> {
  const operations = published.flatMap((one) => ("act" in one ? (one.operation ?? []) : one));
  const own = operations.map((operation) => [operation.method, apiHandler(operation)] as const);
  return { ...otherMethods(...own.map(([method]) => method)), ...Object.fromEntries(own) };
}
