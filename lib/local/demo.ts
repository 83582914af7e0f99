/** What the demo data holds and others refer to: accounts, organizations, the stand-in's products. */
export const demoPassword = "penning-demo";

export const demoOrganizations = [
  { id: "0a000000-0000-4000-8000-000000000001", slug: "acme", name: "Acme" },
  { id: "0a000000-0000-4000-8000-000000000002", slug: "globex", name: "Globex" },
] as const;

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

/** The products of the Polar stand-in, by plan. */
export const polarProducts = {
  free: "70000000-0000-4000-8000-000000000001",
  pro: "70000000-0000-4000-8000-000000000002",
  scale: "70000000-0000-4000-8000-000000000003",
} as const;
