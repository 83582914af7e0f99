import type { Metadata } from "next";
import { ForgotPassword } from "#identity/forgot-password.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

export const metadata: Metadata = { title: "Reset your password" };

export default async function ForgotPasswordPage({ searchParams }: PageProps<"/forgot-password">) {
  return (
    <CenteredPage title="Reset your password">
      <ForgotPassword query={await searchParams} />
    </CenteredPage>
  );
}
