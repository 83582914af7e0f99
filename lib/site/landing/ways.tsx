import { Diagram } from "./diagram.tsx";
import { Part } from "./part.tsx";

// docs/endpoints.md, "What each costs".
const ways = [
  {
    name: "HTTP",
    who: "Pages, on the edge",
    cost: "1 trip per statement, 3 on a new connection",
    why: "A page is one statement, so it needs one trip no matter how much it shows.",
  },
  {
    name: "Pooled TCP",
    who: "Routes, on Node",
    cost: "1 trip for each statement, 6 with a new connection",
    why: "Many short-lived instances share a few database connections, and reuse them between requests.",
  },
  {
    name: "Direct TCP",
    who: "Migrations",
    cost: "1 trip for each statement, 6 with a new connection",
    why: "Locks and schema changes need their own session.",
  },
] as const;

export function Ways() {
  return (
    <Part id="endpoints" title="One database, three ways in">
      <p>
        Each part of the app uses the connection that costs it least. The app checks its connection
        variables at startup and names any that are wrong.
      </p>
      <div className="mt-10">
        <Diagram />
      </div>
      <dl className="mt-10 grid gap-6 md:grid-cols-3">
        {ways.map(({ name, who, cost, why }) => (
          <div key={name} className="border-l-2 border-accent pl-5">
            <dt className="font-semibold">
              {name} <span className="font-normal text-muted">· {who}</span>
            </dt>
            <dd className="mt-1">{cost}</dd>
            <dd className="mt-1 text-muted">{why}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}
