import { proxy } from "#identity/proxy.ts";

export { proxy };

/**
 * The workspace, for everybody. Other pages and routes only for visitors with Clerk's cookies, because
 * its `auth()` needs the proxy to have run; with Better Auth nobody has those, and it does not run.
 */
export const config = {
  matcher: [
    "/o/:path*",
    "/organizations/:path*",
    { source: "/((?!_next/|.*\\.).*)", has: [{ type: "cookie", key: "__session" }] },
    { source: "/((?!_next/|.*\\.).*)", has: [{ type: "cookie", key: "__client_uat" }] },
  ],
};
