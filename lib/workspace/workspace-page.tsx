import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { VerifyBanner } from "#identity/verify-banner.tsx";
import type { Database } from "#lib/db/database.ts";
import { readDatabase } from "#lib/db/edge.ts";
import { noticeOf } from "#lib/forms/notices.ts";
import { setPageStatus } from "#lib/http/page-status.ts";
import { requireUser } from "#lib/identity/session.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { isAtLeast } from "#lib/organizations/grant.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { isIdentifier } from "#lib/text/storable.ts";
import { NothingHere } from "#lib/ui/nothing-here.tsx";
import type { Frame } from "#lib/workspace/frame.ts";
import { getFrame } from "#lib/workspace/get-frame.ts";
import { databasePage, type PathParams, pagePath, textOf } from "./database-page.tsx";
import { MissingPage } from "./missing-page.tsx";
import { PaymentBanner } from "./payment-banner.tsx";
import { leastRoleOf } from "./shell/pages.ts";
import { Shell, type ShellProps } from "./shell/shell.tsx";

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
  /** The role that it takes, when that is another than its entry in the navigation says. */
  least?: Role;
  /** The one trip to the database; null is a page that does not exist for this person. */
  read(db: Database, scope: Scope, asked: Asked): Promise<Found | null>;
  render(found: Found, asked: Asked): ReactNode;
}

/**
 * A page of an organization: for signed-in members only, others find nothing there. A member finds in
 * its frame that there is no such page, or who may see it. Its status is settled before its first byte.
 * An address that the organization had before leads to the one it has.
 */
export function workspacePage<Found extends { frame: Frame }>(page: WorkspacePage<Found>) {
  interface Props {
    params: Promise<PathParams>;
    searchParams: Promise<Query>;
  }
  return databasePage(page.route, async (props: Props) => {
    const [path, query] = await Promise.all([props.params, props.searchParams]);
    const params = Object.fromEntries(
      Object.entries(path).map(([name, part]) => [name, textOf(part)]),
    );
    const { slug = "" } = params;
    const { id: userId } = await requireUser(pagePath(page.route, params, query));
    const scope = { userId, slug };
    // No row has what Postgres cannot even look for.
    const found = Object.values(params).every(isIdentifier)
      ? await page.read(readDatabase(), scope, { slug, params, query })
      : null;
    const least = page.least ?? leastRoleOf(page.current);
    // Who is refused costs a second trip, which tells what to say to them.
    const refused =
      found || !isIdentifier(slug) ? null : await getFrame(readDatabase(), scope, least);
    const frame = found?.frame ?? refused?.frame;
    if (frame && frame.organization.slug !== slug) {
      redirect(pagePath(page.route, { ...params, slug: frame.organization.slug }, query));
    }
    if (refused) {
      const lacks = isAtLeast(refused.frame.role, least) ? undefined : least;
      setPageStatus(lacks ? 403 : 404);
      return <MissingPage {...refused} current={page.current} lacks={lacks} />;
    }
    if (!found) {
      setPageStatus(404);
      return <NothingHere isSignedIn />;
    }
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
