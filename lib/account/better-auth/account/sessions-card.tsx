import { formState } from "#lib/forms/form.ts";
import { revokeOtherSessionsForm, revokeSessionForm } from "#lib/identity/account-forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import type { AccountSession } from "../read-account.ts";
import { Part } from "./part.tsx";
import { SessionList } from "./session-list.tsx";

interface SessionsCardProps {
  sessions: AccountSession[];
  query: PageQuery;
}

export function SessionsCard({ sessions, query }: SessionsCardProps) {
  const message =
    formState(revokeOtherSessionsForm, query).message ??
    formState(revokeSessionForm, query).message;
  return (
    <Part id="sessions" title="Sessions" description="Devices where you are signed in.">
      <div className="grid gap-4">
        {message && <Alert tone="danger">{message}</Alert>}
        <SessionList sessions={sessions} />
      </div>
    </Part>
  );
}
