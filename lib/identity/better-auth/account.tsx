import { headers } from "next/headers";
import { readDatabase } from "#lib/db/edge.ts";
import { formState } from "#lib/forms/form.ts";
import { noticeOf } from "#lib/forms/notices.ts";
import { revokeOtherSessionsForm, signOutForm } from "#lib/identity/account-forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Form } from "#lib/ui/form.tsx";
import { readAccount } from "./read-account.ts";
import { requestToken } from "./session.ts";
import { SessionList } from "./session-list.tsx";

export async function Account({ query, userId }: { query: PageQuery; userId: string }) {
  const token = await requestToken(await headers());
  const { name, email, sessions } = await readAccount(readDatabase(), { userId, token });
  const { message } = formState(revokeOtherSessionsForm, query);
  const notice = noticeOf(query);
  return (
    <div className="grid gap-6">
      {message && <Alert tone="danger">{message}</Alert>}
      {notice && <Alert tone="success">{notice}</Alert>}
      <Card title="You">
        <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
          <dt className="text-muted">Name</dt>
          <dd className="break-words">{name}</dd>
          <dt className="text-muted">E-mail</dt>
          <dd className="break-all">{email}</dd>
        </dl>
        <Form
          action={signOutForm.action}
          submit="Sign out"
          pending="Signing out…"
          look="secondary"
          className="mt-6 grid justify-items-start gap-4"
        />
      </Card>
      <Card title="Sessions">
        <SessionList sessions={sessions} />
      </Card>
    </div>
  );
}
