import { formatDay, formatNumber } from "#lib/text/format.ts";
import { Card } from "#lib/ui/card.tsx";
import { Progress } from "#lib/ui/progress.tsx";
import type { Overview } from "#lib/workspace/reads/overview.ts";

export function Credits({ credits }: Pick<Overview, "credits">) {
  return (
    <Card title="Credits">
      <p className="text-2xl font-semibold tracking-tight tabular-nums">
        {formatNumber(credits.left)}{" "}
        <span className="text-base font-normal tracking-normal text-muted">left</span>
      </p>
      <p className="mt-1 mb-4 text-sm text-muted">
        {formatNumber(credits.used)} of {formatNumber(credits.total)} used. Resets on{" "}
        {formatDay(credits.renewsAt)}.
      </p>
      <Progress label="Credits used" value={credits.used} max={credits.total} />
    </Card>
  );
}
