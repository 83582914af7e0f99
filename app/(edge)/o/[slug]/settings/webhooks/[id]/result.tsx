import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import type { Outcome } from "#lib/webhooks/schema.ts";
import { oneReplayedQuery } from "../query.ts";

const sentences: Record<Outcome, string> = {
  applied: "Replayed. The database now has this change.",
  stale: "Replayed. Nothing changed: the database already has this event or a newer one.",
  parked: "Replayed. The delivery is still parked.",
  ignored: "Replayed. This event is still ignored.",
};

interface ResultProps {
  address: PageQuery;
  delivery: { outcome: Outcome };
}

/** What came of the replay that led here. */
export function Result({ address, delivery }: ResultProps) {
  const { replayed } = oneReplayedQuery.parse(address);
  // The address stays what it was when the page is loaded again later.
  if (!replayed || (replayed === "parked" && delivery.outcome !== "parked")) return null;
  return <Alert tone={replayed === "parked" ? "warning" : "success"}>{sentences[replayed]}</Alert>;
}
