import type { Metadata } from "next";
import { SignUp } from "#identity/sign-up.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  return (
    <CenteredPage title="Create an account">
      <SignUp query={await searchParams} />
    </CenteredPage>
  );
}
