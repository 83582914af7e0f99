import { Badge, type Tone } from "#lib/ui/badge.tsx";
import type { Outcome } from "#lib/webhooks/schema.ts";

/** What each outcome is called on the page, which is what it is called everywhere. */
export const outcomeNames: Record<Outcome, string> = {
  applied: "Applied",
  stale: "Stale",
  parked: "Parked",
  ignored: "Ignored",
};

const tones: Record<Outcome, Tone> = {
  applied: "success",
  stale: "neutral",
  parked: "warning",
  ignored: "neutral",
};

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  return <Badge tone={tones[outcome]}>{outcomeNames[outcome]}</Badge>;
}
