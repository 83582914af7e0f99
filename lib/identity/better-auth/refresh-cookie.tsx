"use client";

import { useEffect } from "react";

/** A page on the edge cannot set cookies, so the browser fetches them from the route that can. */
export function RefreshCookie() {
  useEffect(() => {
    // Without the new copy the next page asks the database again, which is no harm.
    fetch("/api/auth/get-session").catch(() => {});
  }, []);
  return null;
}
