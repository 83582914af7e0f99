import type { ReactNode } from "react";
import { getUser } from "#lib/identity/session.ts";
import { RefreshCookie } from "./refresh-cookie.tsx";

/** What every page of a provider stands in. Better Auth needs nothing. */
export function IdentityRoot({ children }: { children: ReactNode }) {
  return children;
}

/** Renews the browser's copy of the session when this page had to ask the database. */
export async function SessionRefresh() {
  // A page that shows without the database must not fail on this.
  const user = await getUser().catch(() => null);
  return user?.isCacheStale ? <RefreshCookie /> : null;
}
