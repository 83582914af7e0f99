import type { Role } from "#lib/organizations/schema.ts";
import { Badge, type Tone } from "#lib/ui/badge.tsx";
import type { Choice } from "#lib/ui/choice-cards.tsx";

export const roleNames: Record<Role, string> = { owner: "Owner", admin: "Admin", member: "Member" };

const hints: Record<Role, string> = {
  owner: "Full access, including billing, the URL and deleting the organization.",
  admin: "Can invite and remove people, change roles and read the audit trail.",
  member: "Can use everything in the organization.",
};

const tones: Record<Role, Tone> = { owner: "accent", admin: "success", member: "neutral" };

export const RoleBadge = ({ role }: { role: Role }) => (
  <Badge tone={tones[role]}>{roleNames[role]}</Badge>
);

/** Roles to choose from, with what each may do. */
export const roleChoices = (among: readonly Role[]): Choice[] =>
  among.map((role) => ({ value: role, label: roleNames[role], hint: hints[role] }));
