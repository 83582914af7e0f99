import { FileQuestion, LockKeyhole } from "lucide-react";
import type { Role } from "#lib/organizations/schema.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import type { FramePage } from "#lib/workspace/get-frame.ts";
import type { PagePath } from "./shell/pages.ts";
import { Shell } from "./shell/shell.tsx";

const people: Record<Role, { those: string; one: string }> = {
  owner: { those: "Only owners", one: "an owner" },
  admin: { those: "Only owners and admins", one: "an owner or admin" },
  member: { those: "Only members", one: "a member" },
};

const list = new Intl.ListFormat("en", { type: "disjunction" });

interface MissingPageProps extends FramePage {
  current: PagePath | null;
  /** The role that the page takes and its viewer has not; without it there is no such page. */
  lacks?: Role | undefined;
}

/** In the place of a page of an organization that its viewer may not see, or that does not exist. */
export function MissingPage({ frame, holders, current, lacks }: MissingPageProps) {
  const home = `/o/${frame.organization.slug}`;
  const names = holders.map(({ name, email }) => name || email || "an unnamed person");
  const overview = (
    <ButtonLink href={home} look="secondary" prefetch={false}>
      Go to Overview
    </ButtonLink>
  );
  return (
    <Shell frame={frame} current={current}>
      <h1 className="sr-only">{lacks ? "No access" : "Page not found"}</h1>
      {lacks ? (
        <EmptyState
          icon={LockKeyhole}
          title={`${people[lacks].those} can see this page`}
          text={
            names.length > 0
              ? `You are signed in as ${frame.viewer.email ?? frame.viewer.name}. For access, ask ${list.format(names)}.`
              : `For access, ask ${people[lacks].one}.`
          }
          action={overview}
        />
      ) : (
        <EmptyState
          icon={FileQuestion}
          title="This page does not exist"
          text={`${frame.organization.name} has no page at this URL. It may have been removed, or the link may be wrong.`}
          action={overview}
        />
      )}
    </Shell>
  );
}
