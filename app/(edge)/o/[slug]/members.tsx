import { Avatar } from "#lib/ui/avatar.tsx";
import { Badge } from "#lib/ui/badge.tsx";
import { Card } from "#lib/ui/card.tsx";
import { formatNumber } from "#lib/ui/format.ts";
import type { Overview } from "#lib/workspace/overview.ts";

interface MembersProps {
  members: Overview["members"];
  count: number;
  viewerId: string;
}

export function Members({ members, count, viewerId }: MembersProps) {
  const rest = count - members.length;
  return (
    <Card
      title="Members"
      aside={<span className="text-sm text-muted tabular-nums">{formatNumber(count)}</span>}
      className="md:col-span-2"
    >
      <ul className="divide-y divide-line">
        {members.map(({ id, name, email, role }) => (
          <li key={id} className="flex items-center gap-3 py-2.5">
            <Avatar name={name} />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                {name || email || "Unnamed"}
                {id === viewerId && <span className="font-normal text-muted"> (you)</span>}
              </p>
              {name && email && <p className="truncate text-sm text-muted">{email}</p>}
            </div>
            <Badge>{role}</Badge>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="pt-3 text-sm text-muted">and {formatNumber(rest)} more</p>}
    </Card>
  );
}
