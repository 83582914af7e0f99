import Link from "next/link";
import { organizationPath } from "#lib/organizations/forms.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Avatar } from "#lib/ui/avatar.tsx";
import { Card } from "#lib/ui/card.tsx";
import { CardLink } from "#lib/ui/card-link.tsx";
import type { Overview } from "#lib/workspace/reads/overview.ts";
import { RoleBadge } from "./role.tsx";

interface MembersProps {
  members: Overview["members"];
  count: number;
  viewerId: string;
  slug: string;
}

export function Members({ members, count, viewerId, slug }: MembersProps) {
  const rest = count - members.length;
  const page = `${organizationPath(slug)}/members`;
  return (
    <Card
      title="Members"
      aside={<CardLink href={page}>{rest > 0 ? `All ${formatNumber(count)}` : "All"}</CardLink>}
      className="md:col-span-2 lg:col-span-1"
    >
      <ul className="divide-y divide-line">
        {members.map(({ id, name, email, image, role }) => (
          <li key={id} className="flex items-center gap-3 py-2.5 first:pt-0 last:pb-0">
            <Avatar name={name || (email ?? "")} id={id} image={image} />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                <Link
                  href={`${page}/${encodeURIComponent(id)}`}
                  prefetch={false}
                  className="rounded hover:underline"
                >
                  {name || email || "Unnamed"}
                </Link>
                {id === viewerId && <span className="font-normal text-muted"> (you)</span>}
              </p>
              {name && email && <p className="truncate text-sm text-muted">{email}</p>}
            </div>
            <RoleBadge role={role} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
