import type { Metadata } from "next";
import { Account } from "#account/account.tsx";
import { noticeOf } from "#lib/forms/notices.ts";
import { requireUser } from "#lib/identity/session.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Logo } from "#lib/ui/logo.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { databasePage, pagePath } from "#lib/workspace/database-page.tsx";

export const metadata: Metadata = { title: "Account" };

export default databasePage("/account", async ({ searchParams }: PageProps<"/account">) => {
  const query = await searchParams;
  const { id } = await requireUser(pagePath("/account", {}, query));
  const notice = noticeOf(query);
  return (
    <div className="mx-auto w-full max-w-2xl px-4 py-6 sm:py-10">
      <header className="mb-8 flex flex-wrap items-center justify-between gap-3">
        <Logo />
        <ButtonLink href="/welcome" look="quiet" prefetch={false}>
          Back to your organization
        </ButtonLink>
      </header>
      <main>
        <PageHeader title="Account" />
        {notice && (
          <div className="mb-6">
            <Alert tone="success">{notice}</Alert>
          </div>
        )}
        <Account query={query} userId={id} />
      </main>
    </div>
  );
});
