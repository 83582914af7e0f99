import { requestOrigin } from "#lib/http/origin.ts";
import { addressHeader } from "./address-header.ts";
import { getAuth } from "./auth.ts";
import { betterAuthEnvironment } from "./environment.ts";

/** Asks Better Auth as a client would, which gives the cookies to set. */
export const post = (path: string, request: Request, body: object = {}): Promise<Response> =>
  call(path, request, { method: "POST", body: JSON.stringify(body) });

/** The same for endpoints of Better Auth that answer to GET only. */
export const get = (path: string, request: Request): Promise<Response> => call(path, request, {});

async function call(path: string, request: Request, init: RequestInit): Promise<Response> {
  const { url } = betterAuthEnvironment();
  const { ipAddress, userAgent } = requestOrigin(request);
  const cookie = request.headers.get("cookie");
  const headers = new Headers({ "content-type": "application/json", origin: new URL(url).origin });
  if (cookie) headers.set("cookie", cookie);
  if (userAgent) headers.set("user-agent", userAgent);
  if (ipAddress) headers.set(addressHeader, ipAddress);
  const auth = await getAuth();
  return auth.handler(new Request(new URL(`/api/auth${path}`, url), { ...init, headers }));
}
