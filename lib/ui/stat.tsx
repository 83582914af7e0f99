import { ArrowDownRight, ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { formatPercent } from "#lib/text/format.ts";
import { Sparkline } from "./charts/sparkline.tsx";

interface StatProps {
  label: string;
  value: ReactNode;
  /** The change as a share: 0.12 is 12 % more. */
  delta?: number;
  /** What the change is measured against, such as "than last month". */
  than?: string;
  /** Whether more is worse, as of failures. */
  isLessBetter?: boolean;
  trend?: number[];
}

/** A number that matters, how it changed, and the way it took. */
export function Stat({ label, value, delta, than, isLessBetter, trend }: StatProps) {
  const isUp = (delta ?? 0) >= 0;
  const isGood = delta === 0 ? undefined : isUp !== Boolean(isLessBetter);
  const colour = isGood === undefined ? "text-muted" : isGood ? "text-success" : "text-danger";
  const Arrow = isUp ? ArrowUpRight : ArrowDownRight;
  return (
    <div className="grid min-w-0 content-between gap-3 rounded-xl border border-line bg-surface p-4 shadow-xs">
      <p className="truncate text-sm text-muted">{label}</p>
      <div className="flex items-end justify-between gap-3">
        <div className="min-w-0">
          <p className="text-2xl font-semibold leading-8 tracking-tight tabular-nums">{value}</p>
          {delta !== undefined && (
            <p className={`mt-0.5 flex flex-wrap items-center gap-x-1 text-xs ${colour}`}>
              <Arrow className="size-3.5" />
              {formatPercent(Math.abs(delta))} {isUp ? "more" : "less"}
              {than && <span className="text-muted">{than}</span>}
            </p>
          )}
        </div>
        {trend && <Sparkline values={trend} className="h-9 w-24 shrink-0" />}
      </div>
    </div>
  );
}
