import { Badge } from "#lib/ui/badge.tsx";
import { Part } from "./part.tsx";

const products = [
  {
    name: "Workspace",
    isHere: true,
    what: "Organizations, members, invitations, audit trail, accounts, plans, subscriptions and credits.",
  },
  {
    name: "Newsletter",
    isHere: false,
    what: "Lists, subscribers, campaigns and delivery results.",
  },
  { name: "CRM", isHere: false, what: "Companies, contacts, deals and conversations." },
  {
    name: "Assistant",
    isHere: false,
    what: "Prompts, answers and tokens, with a budget per person.",
  },
] as const;

export function Products() {
  return (
    <Part id="products" title="Four products on one set of schemas">
      <p>
        The workspace is ready to use. The tables of the other three are included, with the same
        tenants, keys and tests. Their pages are in development.
      </p>
      <ul className="mt-10 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {products.map(({ name, isHere, what }) => (
          <li key={name} className="rounded-2xl border border-line bg-surface p-5">
            <h3 className="flex items-center justify-between gap-3 font-semibold">
              {name}
              <Badge tone={isHere ? "success" : "neutral"}>
                {isHere ? "Ready" : "Tables only"}
              </Badge>
            </h3>
            <p className="mt-3 text-muted">{what}</p>
          </li>
        ))}
      </ul>
    </Part>
  );
}
