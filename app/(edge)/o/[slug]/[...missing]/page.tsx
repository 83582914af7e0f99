import type { Metadata } from "next";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";

export const metadata: Metadata = { title: "Page not found" };

/** Addresses of an organization that no other page has. */
export default workspacePage({
  route: "/o/[slug]/[...missing]",
  current: "",
  read: async () => null,
  render: () => null,
});
