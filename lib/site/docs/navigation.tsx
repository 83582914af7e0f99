import Link from "next/link";
import { docsGroups } from "./pages.ts";

/** All pages; on a small screen behind one line, which needs no script. */
export function DocsNavigation({ current }: { current: string | undefined }) {
  return (
    <nav aria-label="Documentation" className="mb-8 lg:mb-0">
      <details className="rounded-xl border border-line bg-surface lg:hidden">
        <summary className="px-4 py-3 font-medium">All pages</summary>
        <div className="px-4 pb-4">
          <Groups current={current} />
        </div>
      </details>
      <div className="max-lg:hidden lg:sticky lg:top-8">
        <Groups current={current} />
      </div>
    </nav>
  );
}

function Groups({ current }: { current: string | undefined }) {
  return (
    <div className="grid gap-6">
      {docsGroups.map(({ title, pages }) => (
        <div key={title}>
          <p className="text-sm font-semibold">{title}</p>
          <ul className="mt-2">
            {pages.map((page) => (
              <li key={page.slug}>
                <Link
                  href={`/docs/${page.slug}`}
                  aria-current={page.slug === current ? "page" : undefined}
                  className="-mx-3 flex min-h-10 items-center rounded-lg px-3 text-sm text-muted hover:bg-sunken hover:text-ink aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent"
                >
                  {page.title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
