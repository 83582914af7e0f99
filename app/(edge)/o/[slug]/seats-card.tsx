import { organizationPath } from "#lib/organizations/forms.ts";
import { isAtLeast, leastRoles } from "#lib/organizations/rules.ts";
import { Card } from "#lib/ui/card.tsx";
import { CardLink } from "#lib/ui/card-link.tsx";
import { formatNumber } from "#lib/ui/format.ts";
import { Progress } from "#lib/ui/progress.tsx";
import type { Frame } from "#lib/workspace/frame.ts";

interface SeatsCardProps {
  frame: Frame;
  taken: number;
  /** How many the plan has; null for any number. */
  seats: number | null;
  slug: string;
}

/** How many people there are and how many fit. */
export function SeatsCard({ frame, taken, seats, slug }: SeatsCardProps) {
  const mayInvite = isAtLeast(frame.role, leastRoles.invite) && !frame.organization.isClerks;
  return (
    <Card
      title="Seats"
      aside={
        mayInvite && <CardLink href={`${organizationPath(slug)}/members/invite`}>Invite</CardLink>
      }
    >
      <p className="text-2xl font-semibold tracking-tight tabular-nums">
        {formatNumber(taken)}{" "}
        <span className="text-base font-normal tracking-normal text-muted">
          {seats === null ? "taken" : `of ${formatNumber(seats)} taken`}
        </span>
      </p>
      <p className={`mt-1 text-sm text-muted ${seats === null ? "" : "mb-4"}`}>
        {seats === null
          ? "The plan has no limit"
          : taken >= seats
            ? "No seat is left on this plan"
            : `${formatNumber(seats - taken)} more fit on this plan`}
      </p>
      {seats !== null && <Progress label="Seats taken" value={taken} max={seats} />}
    </Card>
  );
}
