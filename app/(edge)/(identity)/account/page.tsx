import type { Metadata } from "next";
import { Account } from "#identity/account.tsx";
import { requireUser } from "#lib/identity/session.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";
import { databasePage } from "#lib/ui/database-page.tsx";

export const metadata: Metadata = { title: "Account" };

export default databasePage("/account", async ({ searchParams }: PageProps<"/account">) => {
  const { id } = await requireUser("/account");
  return (
    <CenteredPage title="Account">
      <Account query={await searchParams} userId={id} />
      <p>
        <ButtonLink href="/welcome" look="quiet" prefetch={false} className="-ml-4">
          Back to your organization
        </ButtonLink>
      </p>
    </CenteredPage>
  );
});
