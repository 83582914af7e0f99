import { SignUp as ClerkSignUp } from "@clerk/nextjs";
import { safeNext } from "#lib/http/next.ts";
import type { PageQuery } from "#lib/identity/provider.ts";

export function SignUp({ query }: { query: PageQuery }) {
  const next = safeNext(typeof query.next === "string" ? query.next : null, "/welcome");
  const emailAddress = typeof query.email === "string" ? query.email : undefined;
  return (
    <ClerkSignUp
      routing="hash"
      signInUrl="/sign-in"
      forceRedirectUrl={next}
      initialValues={{ emailAddress }}
    />
  );
}
