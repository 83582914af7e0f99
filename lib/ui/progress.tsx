interface ProgressProps {
  label: string;
  value: number;
  max: number;
}

/** How much of something is used. Turns red when nothing is left. */
export function Progress({ label, value, max }: ProgressProps) {
  const share = max > 0 ? Math.min(value / max, 1) : 1;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      className="h-2 overflow-hidden rounded-full bg-sunken"
    >
      <div
        className={`h-full rounded-full ${share >= 1 ? "bg-danger" : "bg-accent"}`}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
