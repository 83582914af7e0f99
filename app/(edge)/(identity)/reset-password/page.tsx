import type { Metadata } from "next";
import { ResetPassword } from "#identity/reset-password.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

export const metadata: Metadata = { title: "New password" };

export default async function ResetPasswordPage({ searchParams }: PageProps<"/reset-password">) {
  return (
    <CenteredPage title="Choose a new password">
      <ResetPassword query={await searchParams} />
    </CenteredPage>
  );
}
