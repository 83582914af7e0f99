/** What the demo data holds and others refer to: accounts and organizations. */
export const demoPassword = "penning-demo";

export const demoOrganizations = [
  { id: "0a000000-0000-4000-8000-000000000001", slug: "acme", name: "Acme" },
  { id: "0a000000-0000-4000-8000-000000000002", slug: "globex", name: "Globex" },
  { id: "0a000000-0000-4000-8000-000000000003", slug: "initech", name: "Initech" },
] as const;

export type DemoSlug = (typeof demoOrganizations)[number]["slug"];

/** The id of a demo organization. */
export function demoOrganizationId(slug: DemoSlug): string {
  const found = demoOrganizations.find((organization) => organization.slug === slug);
  if (!found) throw new Error(`No demo organization ${slug}`);
  return found.id;
}

export const demoUsers = [
  {
    id: "demo_owner",
    email: "owner@acme.test",
    name: "Acme Owner",
    organization: "acme",
    role: "owner",
  },
  {
    id: "demo_admin",
    email: "admin@acme.test",
    name: "Acme Admin",
    organization: "acme",
    role: "admin",
  },
  {
    id: "demo_member",
    email: "member@acme.test",
    name: "Acme Member",
    organization: "acme",
    role: "member",
  },
  {
    id: "demo_outsider",
    email: "outsider@globex.test",
    name: "Globex Owner",
    organization: "globex",
    role: "owner",
  },
] as const;
