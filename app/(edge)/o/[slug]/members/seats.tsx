import { formatNumber } from "#lib/ui/format.ts";
import { Progress } from "#lib/ui/progress.tsx";

interface SeatsProps {
  taken: number;
  seats: number;
  planName: string;
}

/** How many of the plan's seats are taken. */
export function Seats({ taken, seats, planName }: SeatsProps) {
  const left = Math.max(seats - taken, 0);
  return (
    <div className="grid max-w-md gap-1.5">
      <p className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span className="font-medium">
          {formatNumber(taken)} of {formatNumber(seats)} seats taken
        </span>
        <span className="text-muted">
          {left === 0 ? `No seat is left on the ${planName} plan` : `${planName} plan`}
        </span>
      </p>
      <Progress label="Seats taken" value={taken} max={seats} />
    </div>
  );
}
