import Link from "next/link";

interface TabLinksProps {
  label: string;
  tabs: { href: string; label: string; count?: string }[];
  /** The address of the one that this page is. */
  current: string;
}

/** Parts of a page with an address each. For parts without one there is `Tabs` in in-page-tabs.tsx. */
export function TabLinks({ label, tabs, current }: TabLinksProps) {
  return (
    <nav aria-label={label} className="mb-6 overflow-x-auto border-b border-line">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href} className="shrink-0">
            <Link
              href={tab.href}
              aria-current={tab.href === current ? "page" : undefined}
              className="tab"
            >
              {tab.label}
              {tab.count && <span className="text-muted tabular-nums">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
