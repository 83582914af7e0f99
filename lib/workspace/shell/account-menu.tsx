import { ChevronsUpDown, UserRound } from "lucide-react";
import { SignOut } from "#identity/sign-out.tsx";
import { Avatar } from "#lib/ui/avatar.tsx";
import { MenuLink, MenuSeparator } from "#lib/ui/menu-item.tsx";
import { ThemeSwitch } from "#lib/ui/theme-switch.tsx";
import type { Frame } from "#lib/workspace/frame.ts";

/** Who is signed in, and what is theirs: account, theme, signing out. Opens without script. */
export function AccountMenu({ viewer }: Pick<Frame, "viewer">) {
  const name = viewer.name || viewer.email || "You";
  return (
    <div className="border-t border-line pt-2">
      <button type="button" popoverTarget="account" className="nav-button">
        <Avatar name={name} id={viewer.id} image={viewer.image} size="small" />
        <span className="min-w-0 flex-1 truncate text-left">{name}</span>
        <span className="sr-only">, account menu</span>
        <ChevronsUpDown className="size-4 shrink-0 text-muted" />
      </button>
      <div id="account" popover="auto" data-menu="" data-align="start" className="menu">
        {viewer.email && (
          <p className="truncate px-2.5 py-1.5 text-xs text-muted">{viewer.email}</p>
        )}
        <MenuLink href="/account">
          <UserRound />
          Account
        </MenuLink>
        <ThemeSwitch />
        <MenuSeparator />
        <SignOut />
      </div>
    </div>
  );
}
