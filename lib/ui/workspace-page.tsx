import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { VerifyBanner } from "#identity/verify-banner.tsx";
import type { ReadDatabase } from "#lib/db/database.ts";
import { readDatabase } from "#lib/db/edge.ts";
import { noticeOf } from "#lib/forms/notices.ts";
import { isIdentifier } from "#lib/forms/storable.ts";
import { requireUser } from "#lib/identity/session.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import type { Frame } from "#lib/workspace/frame.ts";
import { databasePage, pagePath } from "./database-page.tsx";
import { PaymentBanner } from "./payment-banner.tsx";
import { Shell, type ShellProps } from "./shell.tsx";

type Query = Record<string, string | string[] | undefined>;

interface Asked {
  /** The organization's present slug, once it is known; before, the one in the address. */
  slug: string;
  params: Record<string, string>;
  query: Query;
}

interface WorkspacePage<Found> {
  /** As its folder names it, such as `/o/[slug]/members`. */
  route: `/o/[slug]${string}`;
  current: ShellProps["current"];
  /** The one trip to the database; null is a page that does not exist for this person. */
  read(db: ReadDatabase, scope: Scope, asked: Asked): Promise<Found | null>;
  render(found: Found, asked: Asked): ReactNode;
}

/**
 * A page of an organization: for signed-in members only, others find nothing there. Its status is
 * settled before its first byte. Who comes by an address that the organization had before is sent to
 * the one it has.
 */
export function workspacePage<Found extends { frame: Frame }>(page: WorkspacePage<Found>) {
  interface Props {
    params: Promise<Record<string, string>>;
    searchParams: Promise<Query>;
  }
  return databasePage(page.route, async (props: Props) => {
    const [params, query] = await Promise.all([props.params, props.searchParams]);
    const { slug = "" } = params;
    if (!Object.values(params).every(isIdentifier)) notFound();
    const { id: userId } = await requireUser(pagePath(page.route, params, query));
    const found = await page.read(readDatabase(), { userId, slug }, { slug, params, query });
    if (!found) notFound();
    const present = found.frame.organization.slug;
    if (present !== slug) redirect(pagePath(page.route, { ...params, slug: present }, query));
    return (
      <Shell
        frame={found.frame}
        current={page.current}
        notice={noticeOf(query)}
        banner={
          <>
            <PaymentBanner frame={found.frame} isOnBilling={page.current === "/settings/billing"} />
            <VerifyBanner viewer={found.frame.viewer} path={pagePath(page.route, params, query)} />
          </>
        }
      >
        {page.render(found, { slug, params, query })}
      </Shell>
    );
  });
}
