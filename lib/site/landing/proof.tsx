import { Part } from "./part.tsx";

// README.md, "What is verified".
const promises = [
  [
    "Three drivers, one result",
    "Every database function runs on Neon’s HTTP driver and on postgres-js, direct and pooled, against real Postgres and PgBouncer.",
  ],
  [
    "Pages are edge functions",
    "A production build runs in workerd. Tests check the imports and the size of its functions.",
  ],
  ["One trip a page", "The local gateway counts the database trips of every page."],
  [
    "Sync cannot lose",
    "Generated histories, reordered, duplicated, concurrent and with crashes, lead to the same rows. A naive implementation fails the same test.",
  ],
  [
    "The local Neon is faithful",
    "The unmodified driver connects to it over HTTP and WebSocket, with the same limits and errors.",
  ],
  [
    "Accessible to everyone",
    "axe finds no issues in either theme, and pages fit a 360-pixel phone.",
  ],
] as const;

export function Proof() {
  return (
    <Part id="proof" title="Every claim is a test">
      <p>
        The tests need no account, key, Docker or network. Postgres, the pooler, the edge runtime
        and the browser are real. Only servers of other companies have stand-ins.
      </p>
      <dl className="mt-10 grid gap-x-12 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
        {promises.map(([promise, how]) => (
          <div key={promise}>
            <dt className="font-semibold">{promise}</dt>
            <dd className="mt-1.5 text-muted">{how}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}
