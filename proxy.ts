import { proxy } from "#identity/proxy.ts";

export { proxy };

/**
 * The workspace, for everybody. Other pages and routes only for visitors with Clerk's cookies, because
 * its `auth()` needs the proxy to have run; with Better Auth nobody has those, and it does not run.
 * What nobody is asked for are files: of Next, of `public`, and pictures and texts beside the home page.
 * A dot alone does not make a file, as in `audit.csv` of an organization.
 */
export const config = {
  matcher: [
    "/o/:path*",
    "/organizations/:path*",
    {
      source: "/((?!_next/|pictures/|[^/]+\\.(?:ico|png|svg|txt|xml)$).*)",
      has: [{ type: "cookie", key: "__session" }],
    },
    {
      source: "/((?!_next/|pictures/|[^/]+\\.(?:ico|png|svg|txt|xml)$).*)",
      has: [{ type: "cookie", key: "__client_uat" }],
    },
  ],
};
