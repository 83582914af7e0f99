import type { AuditAction } from "./audit.ts";
import type { AuditEvent } from "./audit-event.ts";

/** What each act is called in a list to choose from. */
export const auditActionNames: Record<AuditAction, string> = {
  "organization.created": "Organization created",
  "organization.renamed": "Name changed",
  "organization.moved": "URL changed",
  "organization.deleted": "Organization deleted",
  "organization.restored": "Organization restored",
  "member.joined": "Member joined",
  "member.role_changed": "Role changed",
  "member.removed": "Member removed",
  "member.left": "Member left",
  "invitation.created": "Invitation sent",
  "invitation.resent": "Invitation sent again",
  "invitation.revoked": "Invitation revoked",
  "invitation.declined": "Invitation declined",
  "api_key.created": "API key created",
  "api_key.rotated": "API key rotated",
  "api_key.revoked": "API key revoked",
  "billing.checkout_opened": "Checkout opened",
  "billing.plan_changed": "Plan changed",
  "billing.canceled": "Subscription canceled",
  "billing.resumed": "Subscription resumed",
  "billing.portal_opened": "Billing portal opened",
};

interface Told {
  /** Whom it befell. */
  whom: string;
  /** What is kept of the act, as ` from this to that`, as far as it is known. */
  change: string;
  /** ` as admin`, as far as it is known. */
  as: string;
  /** ` name` of the thing, as far as it is known. */
  name: string;
}

const predicates: Record<AuditAction, (told: Told) => string> = {
  "organization.created": () => "created the organization",
  "organization.renamed": ({ change }) => `renamed the organization${change}`,
  "organization.moved": ({ change }) => `changed the URL of the organization${change}`,
  "organization.deleted": () => "deleted the organization",
  "organization.restored": () => "restored the organization",
  "member.joined": ({ as }) => `joined${as}`,
  "member.role_changed": ({ whom, change }) => `changed the role of ${whom}${change}`,
  "member.removed": ({ whom }) => `removed ${whom}`,
  "member.left": () => "left the organization",
  "invitation.created": ({ whom, as }) => `invited ${whom}${as}`,
  "invitation.resent": ({ whom }) => `resent the invitation to ${whom}`,
  "invitation.revoked": ({ whom }) => `revoked the invitation to ${whom}`,
  "invitation.declined": () => "declined the invitation",
  "api_key.created": ({ name }) => `created the API key${name}`,
  "api_key.rotated": ({ name }) => `rotated the API key${name}`,
  "api_key.revoked": ({ name }) => `revoked the API key${name}`,
  "billing.checkout_opened": ({ name }) => `opened a checkout for${name || " a product"}`,
  "billing.plan_changed": ({ change }) => `changed the plan${change}`,
  "billing.canceled": () => "canceled the subscription",
  "billing.resumed": () => "resumed the subscription",
  "billing.portal_opened": () => "opened the billing portal",
};

/** What somebody is called: by their name, else their address; nothing is left of who deleted themselves. */
export function nameOf(person: AuditEvent["target"]): string {
  return person?.name || person?.email || "a deleted user";
}

/** Who did it, as a sentence begins. */
export function actorName({ actor, apiKey }: Pick<AuditEvent, "actor" | "apiKey">): string {
  if (actor) return capitalized(nameOf(actor));
  return apiKey ? `API key ${apiKey}` : "System";
}

/** What they did: the sentence that begins with `actorName`. An act unknown here keeps its own name. */
export function auditPredicate(event: AuditEvent): string {
  const text = (key: string) => {
    const value = event.metadata?.[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const [from, to, role] = [text("from"), text("to"), text("role")];
  const name = text("name");
  const told = {
    whom: event.target ? nameOf(event.target) : (text("email") ?? nameOf(null)),
    change: from && to ? ` from ${from} to ${to}` : to ? ` to ${to}` : "",
    as: role ? ` as ${role}` : "",
    name: name ? ` ${name}` : "",
  };
  const known: Record<string, (told: Told) => string> = predicates;
  return Object.hasOwn(known, event.action)
    ? (known[event.action]?.(told) ?? "")
    : event.action.replace(/[._]/g, " ");
}

const capitalized = (text: string) =>
  text === nameOf(null) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
