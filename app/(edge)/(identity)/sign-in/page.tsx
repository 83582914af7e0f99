import type { Metadata } from "next";
import { SignIn } from "#identity/sign-in.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  return (
    <CenteredPage title="Sign in">
      <SignIn query={await searchParams} />
    </CenteredPage>
  );
}
