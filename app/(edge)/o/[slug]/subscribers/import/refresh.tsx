"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const seconds = 5;

/** Reads the page again from time to time while it is looked at, for what another device does. */
export function Refresh() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, seconds * 1_000);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
