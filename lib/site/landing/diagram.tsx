const box = "fill-[var(--color-surface)] stroke-[var(--color-line)]";
const line = "fill-none stroke-[var(--color-accent)]";
const title = "fill-[var(--color-ink)] text-[15px] font-semibold";
const small = "fill-[var(--color-muted)] text-[13px]";

/** Who asks whom: pages over HTTP, routes through the pooler, migrations directly. */
export function Diagram() {
  return (
    <svg
      viewBox="0 0 960 380"
      role="img"
      aria-label="A browser requests pages, which run on the edge and read from Neon over HTTP. Forms and the webhooks of Clerk and Polar call routes, which run on Node and write through the pooler. Migrations connect to Postgres directly."
      className="h-auto w-full max-md:hidden"
    >
      <defs>
        <marker
          id="tip"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="5.5"
          markerHeight="5.5"
          orient="auto"
        >
          <path d="M0 0L8 4L0 8z" className="fill-[var(--color-accent)]" />
        </marker>
      </defs>

      <Box x={10} y={40} width={190} name="A browser" what="requests a page" />
      <Box x={10} y={160} width={190} name="A form" what="is submitted" />
      <Box x={10} y={280} width={190} name="Clerk and Polar" what="send webhooks" />

      <Box x={330} y={40} width={220} name="Pages, on the edge" what="read, in one trip" />
      <Box x={330} y={220} width={220} name="Routes, on Node" what="write, in one statement" />

      <rect x={690} y={40} width={260} height={320} rx={18} className={box} strokeWidth={1.5} />
      <text x={820} y={84} textAnchor="middle" className={title}>
        Neon Postgres
      </text>
      <Door y={112} name="SQL over HTTP" />
      <Door y={192} name="PgBouncer, pooled" />
      <Door y={272} name="Postgres, direct" />

      <path d="M200 72H324" className={line} strokeWidth={2} markerEnd="url(#tip)" />
      <path
        d="M200 192C270 192 260 240 324 244"
        className={line}
        strokeWidth={2}
        markerEnd="url(#tip)"
      />
      <path
        d="M200 312C270 312 260 266 324 260"
        className={line}
        strokeWidth={2}
        markerEnd="url(#tip)"
      />
      <path
        d="M550 72C640 72 620 138 712 138"
        className={line}
        strokeWidth={2}
        markerEnd="url(#tip)"
      />
      <path
        d="M550 250C640 250 620 218 712 218"
        className={line}
        strokeWidth={2}
        markerEnd="url(#tip)"
      />
      <path
        d="M550 330C640 330 620 298 712 298"
        className={line}
        strokeWidth={2}
        strokeDasharray="5 5"
        markerEnd="url(#tip)"
      />
      <text x={540} y={335} textAnchor="end" className={small}>
        migrations
      </text>
    </svg>
  );
}

interface BoxProps {
  x: number;
  y: number;
  width: number;
  name: string;
  what: string;
}

function Box({ x, y, width, name, what }: BoxProps) {
  return (
    <g>
      <rect x={x} y={y} width={width} height={64} rx={12} className={box} strokeWidth={1.5} />
      <text x={x + 18} y={y + 28} className={title}>
        {name}
      </text>
      <text x={x + 18} y={y + 48} className={small}>
        {what}
      </text>
    </g>
  );
}

function Door({ y, name }: { y: number; name: string }) {
  return (
    <g>
      <rect
        x={716}
        y={y}
        width={208}
        height={52}
        rx={10}
        className="fill-[var(--color-accent-soft)]"
      />
      <text x={820} y={y + 31} textAnchor="middle" className={title}>
        {name}
      </text>
    </g>
  );
}
