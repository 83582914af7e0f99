import { formOf } from "#lib/forms/act.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { replayParkedAct } from "#lib/integrations/replay-acts.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Form } from "#lib/ui/form.tsx";
import { replayedQuery } from "./query.ts";

interface ParkedProps {
  slug: string;
  /** How many are parked now. */
  count: number;
  address: PageQuery;
}

/** How many deliveries wait, the button that tries them again, and what came of trying. */
export function Parked({ slug, count, address }: ParkedProps) {
  const { replayed, ...counts } = replayedQuery.parse(address);
  const said = Object.entries(counts)
    .filter(([, times]) => times)
    .map(([outcome, times]) => `${formatNumber(times ?? 0)} ${sayings[outcome] ?? outcome}`);
  return (
    <>
      {replayed && (
        <Alert tone={counts.failed ? "danger" : counts.parked ? "warning" : "success"}>
          {said.length === 0 ? "There were no parked deliveries." : `Replayed: ${said.join(", ")}.`}
        </Alert>
      )}
      {count > 0 && (
        <Card
          title={
            count === 1 ? "1 delivery is parked" : `${formatNumber(count)} deliveries are parked`
          }
        >
          <p className="mb-4 max-w-2xl text-muted">
            A parked delivery needs something that does not exist yet, such as a product without a
            plan. We replay it automatically once that exists. You can also replay it at any time.
          </p>
          <Form
            action={formOf(replayParkedAct, { slug }).action}
            submit="Replay all parked"
            pending="Replaying…"
            look="secondary"
            className="grid justify-items-start gap-4"
          />
        </Card>
      )}
    </>
  );
}

const sayings: Record<string, string> = {
  parked: "still parked",
  failed: "refused by the database",
};
