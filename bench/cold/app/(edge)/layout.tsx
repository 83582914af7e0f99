import type { ReactNode } from "react";

export const runtime = "edge";

export default function EdgeLayout({ children }: { children: ReactNode }) {
  return children;
}
