import {
  ChartColumn,
  CreditCard,
  Inbox,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
  Settings,
  Users,
  Webhook,
} from "lucide-react";
import { isAtLeast } from "#lib/organizations/grant.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import type { Role } from "#lib/organizations/roles.ts";
import { type Products, products } from "#lib/products/products.ts";

interface PageEntry {
  /** Below the organization's own address. */
  path: string;
  label: string;
  icon: LucideIcon;
  /** Who sees it; everybody without it. The page itself asks again, in its statement. */
  least?: Role;
}

interface WorkspacePageEntry extends PageEntry {
  /** Under which heading it stands. */
  group: "" | "Settings";
}

const inGroup = (group: WorkspacePageEntry["group"]) => (page: PageEntry) => ({ ...page, group });

const main = [
  { path: "", label: "Overview", icon: LayoutDashboard },
  { path: "/members", label: "Members", icon: Users },
  { path: "/usage", label: "Usage", icon: ChartColumn },
] as const satisfies PageEntry[];

const settings = [
  { path: "/settings", label: "General", icon: Settings },
  {
    path: "/settings/audit",
    label: "Audit trail",
    icon: ScrollText,
    least: permissions["audit.read"].least,
  },
  {
    path: "/settings/api-keys",
    label: "API keys",
    icon: KeyRound,
    least: permissions["api_key.read"].least,
  },
  {
    path: "/settings/webhook-endpoints",
    label: "Webhook endpoints",
    icon: Webhook,
    least: permissions["webhook_endpoint.read"].least,
  },
  {
    path: "/settings/billing",
    label: "Billing",
    icon: CreditCard,
    least: permissions["billing.read"].least,
  },
  {
    path: "/settings/webhooks",
    label: "Incoming webhooks",
    icon: Inbox,
    least: permissions["webhook.read"].least,
  },
] as const satisfies PageEntry[];

type ProductPath = {
  [Id in keyof Products]: Products[Id] extends { pages: readonly { path: infer Path }[] }
    ? Path
    : never;
}[keyof Products];

export type PagePath = (typeof main | typeof settings)[number]["path"] | ProductPath;

/** The pages of an organization by group, in the order of the navigation: products stand after the core. */
export const pages: readonly WorkspacePageEntry[] = [
  ...[...main, ...products.flatMap((product) => product.pages ?? [])].map(inGroup("")),
  ...settings.map(inGroup("Settings")),
];

/** The role that a page takes at least. */
export function leastRoleOf(path: PagePath | null): Role {
  return pages.find((page) => page.path === path)?.least ?? "member";
}

/** Those that somebody with this role sees, by group. */
export function pagesFor(role: Role): { group: string; pages: WorkspacePageEntry[] }[] {
  const shown = pages.filter(({ least }) => !least || isAtLeast(role, least));
  return Array.from(
    Map.groupBy(shown, ({ group }) => group),
    ([group, ofGroup]) => ({ group, pages: ofGroup }),
  );
}
