import type { CampaignState } from "#lib/products/newsletter/campaigns/state.ts";
import { Badge, type Tone } from "#lib/ui/badge.tsx";

export const stateNames: Record<CampaignState, string> = {
  draft: "Draft",
  scheduled: "Scheduled",
  sending: "Sending",
  paused: "Paused",
  held: "On hold",
  sent: "Sent",
  cancelled: "Canceled",
};

const tones: Record<CampaignState, Tone> = {
  draft: "neutral",
  scheduled: "accent",
  sending: "accent",
  paused: "warning",
  held: "warning",
  sent: "success",
  cancelled: "neutral",
};

export const StateBadge = ({ state }: { state: CampaignState }) => (
  <Badge tone={tones[state]}>{stateNames[state]}</Badge>
);
