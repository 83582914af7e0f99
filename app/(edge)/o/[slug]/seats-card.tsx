import { organizationPath } from "#lib/organizations/forms.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Card } from "#lib/ui/card.tsx";
import { CardLink } from "#lib/ui/card-link.tsx";
import { Progress } from "#lib/ui/progress.tsx";
import type { Frame } from "#lib/workspace/frame.ts";
import { type SeatCount, seatHolders, seatsLeft, takenSeats } from "./seats.ts";

interface SeatsCardProps {
  frame: Frame;
  count: SeatCount;
  slug: string;
}

/** How many seats are taken, by whom, and what comes next. */
export function SeatsCard({ frame, count, slug }: SeatsCardProps) {
  const mayInvite = isAllowed(frame.role, "invitation.manage") && !frame.organization.managedBy;
  const taken = takenSeats(count);
  const left = seatsLeft(count);
  const organization = organizationPath(slug);
  return (
    <Card
      title="Seats"
      aside={
        left === 0 && frame.role === "owner" ? (
          <CardLink href={`${organization}/settings/billing`}>Change plan</CardLink>
        ) : (
          mayInvite &&
          left !== 0 && <CardLink href={`${organization}/members/invite`}>Invite</CardLink>
        )
      }
    >
      <p className="text-2xl font-semibold tracking-tight tabular-nums">
        {formatNumber(taken)}{" "}
        <span className="text-base font-normal tracking-normal text-muted">
          {count.seats === null ? "used" : `of ${formatNumber(count.seats)} used`}
        </span>
      </p>
      <p className={`mt-1 text-sm text-muted ${count.seats === null ? "" : "mb-4"}`}>
        {seatHolders(count)}
        {left === 0 && ". No seats left."}
      </p>
      {count.seats !== null && <Progress label="Seats used" value={taken} max={count.seats} />}
    </Card>
  );
}
