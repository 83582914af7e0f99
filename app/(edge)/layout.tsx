import type { ReactNode } from "react";
import { IdentityRoot, SessionRefresh } from "#identity/root.tsx";

export const runtime = "edge";

export default function EdgeLayout({ children }: { children: ReactNode }) {
  return (
    <IdentityRoot>
      {children}
      <SessionRefresh />
    </IdentityRoot>
  );
}
