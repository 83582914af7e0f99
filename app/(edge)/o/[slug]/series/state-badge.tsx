import type { SeriesState } from "#lib/products/newsletter/series/series.ts";
import { stateNames } from "#lib/products/newsletter/series/texts.ts";
import { Badge, type Tone } from "#lib/ui/badge.tsx";

const tones: Record<SeriesState, Tone> = { draft: "neutral", active: "success", paused: "warning" };

interface StateBadgeProps {
  series: { state: SeriesState; archivedAt: Date | null };
}

export const StateBadge = ({ series: { state, archivedAt } }: StateBadgeProps) =>
  archivedAt ? <Badge>Archived</Badge> : <Badge tone={tones[state]}>{stateNames[state]}</Badge>;
