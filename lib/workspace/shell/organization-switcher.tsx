import { Check, ChevronsUpDown, LayoutGrid, Plus } from "lucide-react";
import { Avatar } from "#lib/ui/avatar.tsx";
import { MenuLink, MenuSeparator } from "#lib/ui/menu-item.tsx";
import type { Frame } from "#lib/workspace/frame.ts";

/** Which organization this is, and the others that the viewer is in. Opens without script. */
export function OrganizationSwitcher({ frame }: { frame: Frame }) {
  const { organization, organizations } = frame;
  return (
    <div className="mb-2">
      <button type="button" popoverTarget="organizations" className="nav-button">
        <Avatar name={organization.name} id={organization.slug} size="small" isSquare />
        <span className="min-w-0 flex-1 truncate text-left font-semibold">{organization.name}</span>
        <span className="sr-only">, switch organization</span>
        <ChevronsUpDown className="size-4 shrink-0 text-muted" />
      </button>
      <nav
        id="organizations"
        popover="auto"
        data-menu=""
        data-align="start"
        aria-label="Organizations"
        className="menu"
      >
        {organizations.map(({ name, slug }) => (
          <MenuLink
            key={slug}
            href={`/o/${slug}`}
            aria-current={slug === organization.slug ? "true" : undefined}
          >
            <Avatar name={name} id={slug} size="small" isSquare />
            <span className="min-w-0 flex-1 truncate">{name}</span>
            {slug === organization.slug && <Check />}
          </MenuLink>
        ))}
        <MenuSeparator />
        <MenuLink href="/organizations/new">
          <Plus />
          Create organization
        </MenuLink>
        <MenuLink href="/organizations">
          <LayoutGrid />
          All organizations
        </MenuLink>
      </nav>
    </div>
  );
}
