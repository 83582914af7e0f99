"use client";

import { useLinkStatus } from "next/link";

/** A dot in a link that has been followed and whose page is not here yet. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return (
    <span aria-hidden="true" className={`link-pending ${pending ? "link-pending-shown" : ""}`} />
  );
}
