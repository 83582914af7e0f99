import { SearchX } from "lucide-react";
import Link from "next/link";
import { withQuery } from "#lib/http/next.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Avatar } from "#lib/ui/avatar.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { FilterBar } from "#lib/ui/filter-bar.tsx";
import { Pager } from "#lib/ui/pager.tsx";
import { SortHead } from "#lib/ui/sort-head.tsx";
import { Cell, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { ListedMember, MemberQuery, Members } from "#lib/workspace/reads/get-members.ts";
import { RoleBadge } from "../role.tsx";

interface PeopleProps {
  found: Members;
  slug: string;
  query: MemberQuery;
}

/** The list of members, to be searched, sorted and paged. */
export function People({ found, slug, query }: PeopleProps) {
  const { shown, memberCount, matchCount, previous, next, frame } = found;
  const { search, role, sort = "name", after, before } = query;
  const page = `${organizationPath(slug)}/members`;
  const to = (place: { after?: string; before?: string }) =>
    withQuery(page, { search, role, sort: query.sort, ...place });
  const head = { sort, href: (by: string) => withQuery(page, { search, role, sort: by }) };
  return (
    <section aria-label="People">
      <FilterBar
        action={page}
        search={{ name: "search", label: "Search by name or email", value: search }}
        selects={[
          {
            name: "role",
            label: "Role",
            value: role,
            options: { "": "Any role", owner: "Owners", admin: "Admins", member: "Members" },
          },
        ]}
        keep={{ sort: query.sort }}
      />
      {shown.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title="No matching members"
          text="Try another name, email address or role."
          action={
            <ButtonLink href={page} look="secondary" prefetch={false}>
              Show all members
            </ButtonLink>
          }
        />
      ) : (
        <Table
          caption="Members"
          head={
            <>
              <SortHead column="name" {...head}>
                Name
              </SortHead>
              <SortHead column="role" {...head} className="w-24 sm:w-36">
                Role
              </SortHead>
              <SortHead column="joined" first="down" {...head} className="w-40 max-sm:hidden">
                Joined
              </SortHead>
            </>
          }
        >
          {shown.map((member) => (
            <Row key={member.id} page={page} member={member} viewerId={frame.viewer.id} />
          ))}
        </Table>
      )}
      <Pager
        label="Pages of members"
        newest={after || before ? to({}) : undefined}
        previous={previous && to({ before: previous })}
        next={next && to({ after: next })}
        names={{ newest: "First" }}
        summary={
          (search || role) && matchCount !== null
            ? `${formatNumber(matchCount)} of ${formatNumber(memberCount)} members`
            : undefined
        }
      />
    </section>
  );
}

interface RowProps {
  page: string;
  member: ListedMember;
  viewerId: string;
}

function Row({ page, member, viewerId }: RowProps) {
  const { userId, name, email, image, role, joinedAt } = member;
  const shownName = name || email || "Unnamed";
  return (
    <tr>
      <Cell>
        <div className="flex items-center gap-3">
          <Avatar name={shownName} id={userId} image={image} />
          <div className="min-w-0">
            <Link
              href={`${page}/${encodeURIComponent(userId)}`}
              prefetch={false}
              className="rounded font-medium wrap-anywhere hover:underline"
            >
              {shownName}
            </Link>
            {userId === viewerId && <span className="text-muted"> (you)</span>}
            {name && email && (
              <span className="block text-xs text-muted wrap-anywhere">{email}</span>
            )}
          </div>
        </div>
      </Cell>
      <Cell className="align-middle!">
        <RoleBadge role={role} />
      </Cell>
      <Cell className="align-middle! text-muted max-sm:hidden">
        <Time value={joinedAt} style="day" />
      </Cell>
    </tr>
  );
}
