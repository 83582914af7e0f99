import { KeyRound, Plus } from "lucide-react";
import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { createKeyAct, keysPath } from "#lib/organizations/api-keys/acts.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Section } from "#lib/ui/section.tsx";
import { listApiKeys } from "#lib/workspace/reads/api-keys.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { EndedKeys } from "./ended.tsx";
import { LiveKeys } from "./live.tsx";

export const metadata: Metadata = { title: "API keys" };

export default workspacePage({
  route: "/o/[slug]/settings/api-keys",
  current: "/settings/api-keys",
  read: (db, scope) => listApiKeys(db, scope),
  render({ live, ended }, { slug, query }) {
    // Whichever form was refused: those of this page have the same words.
    const { message } = formState(
      { ...formOf(createKeyAct, { slug }), action: String(query.form) },
      query,
    );
    const make = (
      <ButtonLink href={`${keysPath(slug)}/new`}>
        <Plus />
        New key
      </ButtonLink>
    );
    return (
      <>
        <PageHeader
          title="API keys"
          description={
            <>
              Authenticate your programs to the{" "}
              <a href="/docs/api" className="rounded underline underline-offset-4">
                API
              </a>
              .
            </>
          }
          actions={live.length > 0 && make}
        />
        <div className="grid gap-8">
          {message && <Alert tone="danger">{message}</Alert>}
          {live.length > 0 ? (
            <LiveKeys slug={slug} keys={live} />
          ) : (
            <EmptyState
              icon={KeyRound}
              title="No active keys"
              text="With a key, a program can act for this organization, within the permissions you choose."
              action={make}
            />
          )}
          {ended.length > 0 && (
            <Section title="Inactive" description="The last 20 keys that expired or were revoked.">
              <EndedKeys keys={ended} />
            </Section>
          )}
        </div>
      </>
    );
  },
});
