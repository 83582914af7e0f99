/** What the demo data holds and others refer to: accounts, organizations, the stand-in's products. */
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

/** The products of the Polar stand-in, by plan; prices in cents. */
export const polarProducts = {
  free: { id: "70000000-0000-4000-8000-000000000001", name: "Free", priceCents: 0 },
  pro: { id: "70000000-0000-4000-8000-000000000002", name: "Pro", priceCents: 2_900 },
  scale: { id: "70000000-0000-4000-8000-000000000003", name: "Scale", priceCents: 19_900 },
} as const;

export type DemoPlan = keyof typeof polarProducts;
