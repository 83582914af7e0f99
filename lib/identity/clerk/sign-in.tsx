import { SignIn as ClerkSignIn } from "@clerk/nextjs";
import { safeNext } from "#lib/http/next.ts";
import type { PageQuery } from "#lib/identity/provider.ts";

export function SignIn({ query }: { query: PageQuery }) {
  const next = safeNext(typeof query.next === "string" ? query.next : null, "/welcome");
  const emailAddress = typeof query.email === "string" ? query.email : undefined;
  return (
    <ClerkSignIn
      routing="hash"
      signUpUrl="/sign-up"
      forceRedirectUrl={next}
      initialValues={{ emailAddress }}
    />
  );
}
