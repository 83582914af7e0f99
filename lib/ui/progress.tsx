interface ProgressProps {
  label: string;
  value: number;
  max: number;
}

/** How much of something is used. Turns red when nothing is left. */
export function Progress({ label, value, max }: ProgressProps) {
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 1;
  const colour = share >= 1 ? "bg-danger" : share >= 0.9 ? "bg-warning" : "bg-accent";
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      className="h-2 overflow-hidden rounded-full bg-sunken forced-colors:border"
    >
      <div
        className={`h-full rounded-full forced-colors:bg-[Highlight] ${colour}`}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
