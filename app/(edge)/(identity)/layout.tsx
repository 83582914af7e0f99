import type { ReactNode } from "react";
import { IdentityRoot, SessionRefresh } from "#identity/root.tsx";

export default function IdentityLayout({ children }: { children: ReactNode }) {
  return (
    <IdentityRoot>
      {children}
      <SessionRefresh />
    </IdentityRoot>
  );
}
