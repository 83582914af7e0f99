import {
  ChartColumn,
  CreditCard,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
  Settings,
  Users,
  Webhook,
} from "lucide-react";
import type { Role } from "#lib/organizations/schema.ts";

interface WorkspacePageEntry {
  /** Below the organization's own address. */
  path: string;
  label: string;
  icon: LucideIcon;
  /** Who sees it; everybody without it. The page itself asks again, in its statement. */
  least?: Role;
  /** Under which heading it stands. */
  group: "" | "Settings";
}

/** The pages of an organization, in the order of the navigation. */
export const pages = [
  { path: "", label: "Overview", icon: LayoutDashboard, group: "" },
  { path: "/members", label: "Members", icon: Users, group: "" },
  { path: "/usage", label: "Usage", icon: ChartColumn, group: "" },
  { path: "/settings", label: "General", icon: Settings, group: "Settings" },
  {
    path: "/settings/audit",
    label: "Audit trail",
    icon: ScrollText,
    least: "admin",
    group: "Settings",
  },
  {
    path: "/settings/api-keys",
    label: "API keys",
    icon: KeyRound,
    least: "admin",
    group: "Settings",
  },
  {
    path: "/settings/billing",
    label: "Billing",
    icon: CreditCard,
    least: "owner",
    group: "Settings",
  },
  {
    path: "/settings/webhooks",
    label: "Webhooks",
    icon: Webhook,
    least: "owner",
    group: "Settings",
  },
] as const satisfies WorkspacePageEntry[];

export type PagePath = (typeof pages)[number]["path"];

/** The role that a page takes at least. */
export function leastRoleOf(path: PagePath): Role {
  const entry: WorkspacePageEntry | undefined = pages.find((page) => page.path === path);
  return entry?.least ?? "member";
}

const rank: Record<Role, number> = { owner: 0, admin: 1, member: 2 };

/** Those that somebody with this role sees, by group. */
export function pagesFor(role: Role): { group: string; pages: WorkspacePageEntry[] }[] {
  const entries: readonly WorkspacePageEntry[] = pages;
  const shown = entries.filter(({ least }) => !least || rank[role] <= rank[least]);
  return Array.from(
    Map.groupBy(shown, ({ group }) => group),
    ([group, ofGroup]) => ({ group, pages: ofGroup }),
  );
}
