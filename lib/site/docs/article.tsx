import Link from "next/link";
import type { DocsPage } from "./page.ts";
import { docsPages } from "./pages.ts";

/** A page of the documentation: each section has an address of its own. */
export function Article({ page }: { page: DocsPage }) {
  const at = docsPages.indexOf(page);
  return (
    <div className="xl:grid xl:grid-cols-[minmax(0,44rem)_12rem] xl:gap-14">
      <article className="min-w-0">
        <h1 className="text-balance text-3xl font-semibold tracking-tight sm:text-4xl">
          {page.title}
        </h1>
        <p className="mt-3 text-pretty text-lg leading-7 text-muted">{page.description}</p>
        {page.sections.map(({ id, title, body }) => (
          <section key={id} aria-labelledby={id} className="mt-10">
            <h2 id={id} className="scroll-mt-8 text-xl font-semibold tracking-tight">
              <a href={`#${id}`} className="group hover:underline">
                {title}
                <span
                  aria-hidden="true"
                  className="ml-2 text-accent opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
                >
                  #
                </span>
              </a>
            </h2>
            <div className="mt-3 grid gap-4">{body}</div>
          </section>
        ))}
        <nav
          aria-label="More pages"
          className="mt-14 grid gap-4 border-t border-line pt-6 sm:grid-cols-2"
        >
          <Neighbour page={docsPages[at - 1]} label="Previous" />
          <Neighbour
            page={docsPages[at + 1]}
            label="Next"
            className="sm:col-start-2 sm:text-right"
          />
        </nav>
      </article>
      <nav aria-label="On this page" className="max-xl:hidden">
        <div className="sticky top-8">
          <p className="text-sm font-semibold">On this page</p>
          <ul className="mt-2 grid gap-1 border-l border-line">
            {page.sections.map(({ id, title }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  className="-ml-px block border-l border-transparent py-1 pl-4 text-sm text-muted hover:border-accent hover:text-ink"
                >
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </nav>
    </div>
  );
}

interface NeighbourProps {
  page: DocsPage | undefined;
  label: string;
  className?: string;
}

function Neighbour({ page, label, className = "" }: NeighbourProps) {
  if (!page) return null;
  return (
    <Link
      href={`/docs/${page.slug}`}
      className={`rounded-xl border border-line bg-surface p-4 hover:bg-sunken ${className}`}
    >
      <span className="block text-sm text-muted">{label}</span>
      <span className="font-medium text-accent">{page.title}</span>
    </Link>
  );
}
