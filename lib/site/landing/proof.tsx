import { Part } from "./part.tsx";

// README.md, "What is verified".
const promises = [
  [
    "Three drivers, one result",
    "Every function that reads or writes runs on Neon’s HTTP driver and on postgres-js, directly and pooled, against real Postgres and real PgBouncer.",
  ],
  [
    "Pages are edge functions",
    "A production build runs in workerd. What its functions import and how large they are is checked.",
  ],
  ["One trip a page", "Counted by the local gateway, page by page."],
  [
    "Sync cannot lose",
    "Generated histories in every order, doubled, concurrent and with crashes end in the same rows. The naive way fails the same test.",
  ],
  [
    "The local Neon is faithful",
    "The unmodified driver speaks to it over HTTP and WebSocket, with the protocol’s limits and errors.",
  ],
  [
    "Everybody can use it",
    "axe finds nothing to complain about in either theme, and pages fit a phone of 360 pixels.",
  ],
] as const;

export function Proof() {
  return (
    <Part id="proof" title="Every claim is a test">
      <p>
        They need no account, key, Docker or network: Postgres, the pooler, the edge runtime and the
        browser are real; only other companies’ servers have stand-ins.
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
