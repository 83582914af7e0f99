import type { LucideIcon } from "lucide-react";

/** The roles of a member, as a manifest names them. */
type Role = "owner" | "admin" | "member";

/** Who has a permission: the least role, and the scope that an API key needs; null when no key can. */
export interface Grant {
  least: Role;
  scope: string | null;
}

/** A page of the workspace, as the navigation and the command menu show it. */
export interface ProductPage {
  /** Below the organization's own address: `/deals`. */
  path: `/${string}`;
  label: string;
  icon: LucideIcon;
  /** The role that it takes at least; every member sees it without one. The page asks again, in SQL. */
  least?: Role;
}

/** What is known of an audit event when its sentence is written. */
export interface AuditFacts {
  /** The person it was done to. */
  whom: string;
  /** ` from this to that`, as far as the event says it. */
  change: string;
  /** ` as admin`, as far as the event says it. */
  as: string;
  /** ` name` of the thing, as far as the event says it. */
  name: string;
}

/** An act in the audit trail: `label` names it in the filter, `sentence` follows the actor's name. */
export interface AuditEntry {
  label: string;
  sentence(facts: AuditFacts): string;
}

/** What people are told by a code, and what programs are told where that would not help them. */
export interface ProductText {
  message: string;
  program?: string;
}

/** Why something is refused. */
export interface ProductRefusal extends ProductText {
  status: number;
  /** The field of the form that it is about. */
  field?: string;
}

/** An event that is sent to the webhook endpoints of an organization: docs/outgoing-webhooks.md. */
export interface ProductEvent {
  /** When it is sent, in a sentence. */
  description: string;
  /** Its `data` as JSON Schema, */
  schema: Readonly<Record<string, unknown>>;
  /** and a value of it to show. */
  example: Readonly<Record<string, unknown>>;
  /** Acts that may cause it, after which it is sent at once. After anything else the clock sends it. */
  after?: readonly string[];
}

/** An environment variable of a product. */
export interface ProductVariable {
  /** Where it comes from, as the end of `NAME is not set.` */
  advice: string;
  isOptional?: boolean;
  /** Its value in local use, which is public: anything that others can reach refuses it. */
  local?: string;
  /** What is wrong with a value, as the end of a sentence that begins with the name. Never the value. */
  problem?(value: string): string | undefined;
}

/**
 * What a product says of itself: data only, a few KB, because any bundle may hold it. Code and SQL are
 * in `server.ts`, what pages of the core show of it is in `parts.tsx`.
 *
 * Codes are the product's own: a test sees that no two products use the same one.
 */
export interface Product {
  /** The name of its folder, and the name in `PRODUCTS`. */
  id: string;
  /** In the order of the navigation. */
  pages?: readonly ProductPage[];
  /** `deal.write` → who has it. */
  permissions?: Readonly<Record<string, Grant>>;
  /** Scopes of API keys, each with what it lets a key do. */
  keyScopes?: Readonly<Record<string, string>>;
  /** Acts of its own in the audit trail: `deal.won`. */
  audited?: Readonly<Record<string, AuditEntry>>;
  /** What a page says after a form: codes, because they stand in addresses. */
  notices?: Readonly<Record<string, string>>;
  refusals?: Readonly<Record<string, ProductRefusal>>;
  /** What the checks of single fields say, by the codes in the schemas of its acts. */
  fieldMessages?: Readonly<Record<string, ProductText>>;
  /** Providers of its own that send webhooks, by what people call them: `ses: "Amazon SES"`. */
  providers?: Readonly<Record<string, string>>;
  /** Events that it emits, by their types: `deal.won`. */
  events?: Readonly<Record<string, ProductEvent>>;
  /** Addresses that no new organization may take. */
  reservedSlugs?: readonly string[];
  /** Variables that it reads while it serves. The server does not start while one is wrong. */
  environment?: Readonly<Record<string, ProductVariable>>;
}

/** Checks a manifest, and keeps each of its codes in the type. */
export function defineProduct<const Defined extends Product>(product: Defined): Defined {
  return product;
}
