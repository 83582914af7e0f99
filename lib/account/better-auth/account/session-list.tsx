import { deviceName } from "#lib/http/device.ts";
import { revokeOtherSessionsForm, revokeSessionForm } from "#lib/identity/account-forms.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { AccountSession } from "../read-account.ts";

/** Where somebody is signed in, and how to end it. */
export function SessionList({ sessions }: { sessions: AccountSession[] }) {
  const hasOthers = sessions.some(({ isCurrent }) => !isCurrent);
  return (
    <>
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 first:pt-0 sm:flex-nowrap"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {deviceName(session.userAgent)}
                {session.isCurrent && <Badge tone="success">This device</Badge>}
              </p>
              <p className="break-words text-sm text-muted">
                Since <Time value={new Date(session.createdAt)} />
                {session.ipAddress && `, from ${session.ipAddress}`}
              </p>
            </div>
            {!session.isCurrent && (
              <Form
                action={revokeSessionForm.action}
                submit="End session"
                submitLabel={`End session on ${deviceName(session.userAgent)}`}
                pending="Ending…"
                look="secondary"
              >
                <input type="hidden" name="session" value={session.id} />
              </Form>
            )}
          </li>
        ))}
      </ul>
      {hasOthers ? (
        <Form
          action={revokeOtherSessionsForm.action}
          submit="End all other sessions"
          pending="Ending…"
          look="danger"
          className="mt-2 grid justify-items-start gap-4"
        />
      ) : (
        <p className="text-sm text-muted">No other sessions.</p>
      )}
    </>
  );
}
