import Link from "next/link";
import { LinkPending } from "#lib/ui/link-pending.tsx";
import type { Frame } from "#lib/workspace/frame.ts";
import { type PagePath, pagesFor } from "./pages.ts";

/** The pages of an organization that its viewer may see. */
export function Navigation({ frame, current }: { frame: Frame; current: PagePath | null }) {
  const home = `/o/${frame.organization.slug}`;
  return (
    <nav aria-label="Organization" className="min-h-0 flex-1 overflow-y-auto py-1">
      {pagesFor(frame.role).map(({ group, pages }) => (
        <div key={group} className="mb-4">
          {group && <p className="mb-1 px-2.5 text-xs font-medium text-muted">{group}</p>}
          <ul className="grid gap-0.5">
            {pages.map(({ path, label, icon: Icon }) => (
              <li key={path}>
                <Link
                  href={`${home}${path}`}
                  // Each would ask the database for a page that most visits never see.
                  prefetch={false}
                  aria-current={path === current ? "page" : undefined}
                  className="nav-link"
                >
                  <Icon />
                  <span className="flex-1">{label}</span>
                  <LinkPending />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
