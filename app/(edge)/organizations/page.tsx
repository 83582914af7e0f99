import { Building2, Plus } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { readDatabase } from "#lib/db/edge.ts";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { noticeOf } from "#lib/forms/notices.ts";
import { placeQuery } from "#lib/forms/query.ts";
import { withQuery } from "#lib/http/next.ts";
import { requireUser } from "#lib/identity/session.ts";
import { createOrganizationAct } from "#lib/organizations/acts.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Pager } from "#lib/ui/pager.tsx";
import { databasePage, pagePath } from "#lib/workspace/database-page.tsx";
import { PersonalPage } from "#lib/workspace/personal-page.tsx";
import { listMyOrganizations } from "#lib/workspace/reads/my-organizations.ts";
import { Leaving } from "./leaving.tsx";
import { Organizations } from "./organizations.tsx";

export const metadata: Metadata = { title: "Organizations" };

const route = "/organizations";
const form = formOf(createOrganizationAct, {});
const newPage = form.page;

export default databasePage(route, async ({ searchParams }: PageProps<"/organizations">) => {
  const query = await searchParams;
  const { id: userId } = await requireUser(pagePath(route, {}, query));
  const place = z.object(placeQuery).parse(query);
  const found = await listMyOrganizations(readDatabase(), { userId }, place);
  // A session cookie that outlived its person.
  if (!found) redirect("/sign-in");
  const { viewer, shown, leaving, previous, next } = found;
  const isRefused = typeof query.error === "string";
  return (
    <PersonalPage viewer={viewer} notice={noticeOf(query)}>
      <PageHeader
        title="Organizations"
        description="Organizations you belong to."
        actions={
          shown.length > 0 && (
            <ButtonLink href={newPage} prefetch={false}>
              <Plus />
              New organization
            </ButtonLink>
          )
        }
      />
      <div className="grid gap-6">
        {isRefused && (
          <Alert tone="danger">{formState(form, { error: query.error }).message}</Alert>
        )}
        {leaving.length > 0 && <Leaving organizations={leaving} />}
        {shown.length > 0 ? (
          <Organizations organizations={shown} />
        ) : (
          <EmptyState
            icon={Building2}
            title="No organizations yet"
            text="Create an organization, or ask for an invitation to one."
            action={
              <ButtonLink href={newPage} prefetch={false}>
                Create an organization
              </ButtonLink>
            }
          />
        )}
        <Pager
          label="Pages of organizations"
          newest={place.after || place.before ? route : undefined}
          previous={previous && withQuery(route, { before: previous })}
          next={next && withQuery(route, { after: next })}
          names={{ newest: "First" }}
        />
      </div>
    </PersonalPage>
  );
});
