import { ClerkProvider } from "@clerk/nextjs";
import type { ReactNode } from "react";

/** Clerk's script renews the session token, which lives for a minute, while a page is open. */
export function IdentityRoot({ children }: { children: ReactNode }) {
  return (
    <ClerkProvider signInUrl="/sign-in" signUpUrl="/sign-up" afterSignOutUrl="/">
      {children}
    </ClerkProvider>
  );
}

/** Nothing to do: Clerk's script does it. */
export function SessionRefresh() {
  return null;
}
