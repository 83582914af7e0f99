export interface Progress {
  sent: number;
  parts: number;
}

/** How many parts of a file were sent. */
export function PartsSent({ sent, parts }: Progress) {
  return (
    <div className="grid gap-1.5 text-sm">
      <div
        role="progressbar"
        aria-label="Parts sent"
        aria-valuemin={0}
        aria-valuemax={parts}
        aria-valuenow={sent}
        className="h-2 overflow-hidden rounded-full bg-sunken forced-colors:border"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width] forced-colors:bg-[Highlight]"
          style={{ width: `${(sent / parts) * 100}%` }}
        />
      </div>
      <p aria-live="polite" className="text-muted tabular-nums">
        {sent} of {parts} {parts === 1 ? "part" : "parts"}. You can close this page and go on later
        with the same file.
      </p>
    </div>
  );
}
