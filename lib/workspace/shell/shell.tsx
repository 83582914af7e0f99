import { Menu as MenuIcon, Search } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Alert } from "#lib/ui/alert.tsx";
import type { Frame } from "#lib/workspace/frame.ts";
import { AccountMenu } from "./account-menu.tsx";
import { CommandMenu } from "./command-menu.tsx";
import { commandsOf, searchOf } from "./commands.ts";
import { Navigation } from "./navigation.tsx";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import type { PagePath } from "./pages.ts";

export interface ShellProps {
  frame: Frame;
  /** Which of the pages this is, or belongs to; null for one that is not in the navigation. */
  current: PagePath | null;
  /** What came of the form that led here. */
  notice?: string;
  /** Above everything, on every page: what somebody must do soon. */
  banner?: ReactNode;
  children: ReactNode;
}

/**
 * The frame of every page of an organization. On a wide screen its navigation stands beside the page;
 * on a small one the same element is a drawer, which opens without script.
 */
export function Shell({ frame, current, notice, banner, children }: ShellProps) {
  const search = searchOf(frame.organization.slug);
  return (
    <div className="shell">
      <a href="#content" className="skip-link">
        Skip to content
      </a>
      <header className="shell-bar">
        <button
          type="button"
          popoverTarget="navigation"
          aria-label="Navigation"
          className="grid size-9 place-items-center rounded-md hover:bg-sunken"
        >
          <MenuIcon className="size-5" />
        </button>
        <span className="min-w-0 truncate font-semibold">{frame.organization.name}</span>
      </header>
      <aside id="navigation" popover="auto" aria-label="Workspace" className="drawer">
        <OrganizationSwitcher frame={frame} />
        <CommandMenu groups={commandsOf(frame)} search={search} />
        <Link href={search.page} prefetch={false} className="nav-link script-hidden mb-3">
          <Search />
          Search
        </Link>
        <Navigation frame={frame} current={current} />
        <AccountMenu viewer={frame.viewer} />
      </aside>
      <main id="content" tabIndex={-1} className="shell-page">
        {banner && <div className="mb-6 grid gap-3 empty:hidden">{banner}</div>}
        {notice && (
          <div className="mb-6">
            <Alert tone="success">{notice}</Alert>
          </div>
        )}
        {children}
      </main>
    </div>
  );
}
