import Link from "next/link";
import { organizationPath } from "#lib/organizations/forms.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Progress } from "#lib/ui/progress.tsx";
import { type SeatCount, seatHolders, seatsLeft, takenSeats } from "../seats.ts";

interface SeatsProps {
  count: SeatCount & { seats: number };
  planName: string;
  slug: string;
  /** Whether the viewer can change the plan. */
  isOwner: boolean;
}

/** How many of the plan's seats are taken, by whom, and the way to more of them. */
export function Seats({ count, planName, slug, isOwner }: SeatsProps) {
  const taken = takenSeats(count);
  return (
    <div className="grid max-w-md gap-1.5">
      <p className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span className="font-medium">
          {formatNumber(taken)} of {formatNumber(count.seats)} seats used
        </span>
        <span className="text-muted">{planName} plan</span>
      </p>
      <Progress label="Seats used" value={taken} max={count.seats} />
      <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted">
        <span>{seatHolders(count)}</span>
        {seatsLeft(count) === 0 &&
          (isOwner ? (
            <Link
              href={`${organizationPath(slug)}/settings/billing`}
              prefetch={false}
              className="rounded font-medium text-ink underline underline-offset-4"
            >
              Change plan
            </Link>
          ) : (
            <span>No seats left</span>
          ))}
      </p>
    </div>
  );
}
