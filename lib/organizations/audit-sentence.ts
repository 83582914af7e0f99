import { entryOf } from "#lib/products/codes.ts";
import { auditEntries } from "./audit-entries.ts";
import type { AuditEvent } from "./audit-event.ts";

/** What somebody is called: by their name, else their address; nothing is left of who deleted themselves. */
export function nameOf(person: AuditEvent["target"]): string {
  return person?.name || person?.email || "a deleted user";
}

/** Who did it, as a sentence begins. */
export function actorName({ actor, apiKey }: Pick<AuditEvent, "actor" | "apiKey">): string {
  if (actor) return capitalized(nameOf(actor));
  return apiKey ? `API key ${apiKey}` : "System";
}

/** What each act is called in a list to choose from. */
export const auditActionNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(auditEntries).map(([action, { label }]) => [action, label]),
);

/**
 * What they did: the sentence that begins with `actorName`. An act unknown here keeps its own name, such
 * as that of a product that this build leaves out.
 */
export function auditPredicate(event: AuditEvent): string {
  const text = (key: string) => {
    const value = event.metadata?.[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const [from, to, role] = [text("from"), text("to"), text("role")];
  const name = text("name");
  const facts = {
    whom: event.target ? nameOf(event.target) : (text("email") ?? nameOf(null)),
    change: from && to ? ` from ${from} to ${to}` : to ? ` to ${to}` : "",
    as: role ? ` as ${role}` : "",
    name: name ? ` ${name}` : "",
  };
  return entryOf(auditEntries, event.action)?.sentence(facts) ?? event.action.replace(/[._]/g, " ");
}

const capitalized = (text: string) =>
  text === nameOf(null) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
