import type { Metadata } from "next";
import Link from "next/link";
import { DocsFrame } from "#lib/site/docs/frame.tsx";
import { docsGroups } from "#lib/site/docs/pages.ts";
import { productName } from "#lib/text/brand.ts";

export const metadata: Metadata = {
  title: "Docs",
  description: `Run ${productName}, and learn how organizations, accounts, credits and webhooks work.`,
  alternates: { canonical: "/docs" },
};

export default function DocsIndex() {
  return (
    <DocsFrame>
      <div>
        <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Docs</h1>
        <p className="mt-3 max-w-2xl text-pretty text-lg leading-7 text-muted">
          Run {productName} and learn how it works. For the code, see the docs folder of the
          repository.
        </p>
        {docsGroups.map(({ title, pages }) => (
          <section key={title} aria-labelledby={title} className="mt-10">
            <h2 id={title} className="text-xl font-semibold tracking-tight">
              {title}
            </h2>
            <ul className="mt-4 grid gap-4 sm:grid-cols-2">
              {pages.map((page) => (
                <li key={page.slug}>
                  <Link
                    href={`/docs/${page.slug}`}
                    className="block h-full rounded-2xl border border-line bg-surface p-5 transition-colors hover:border-accent"
                  >
                    <span className="font-semibold">{page.title}</span>
                    <span className="mt-1 block text-pretty text-sm text-muted">
                      {page.description}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </DocsFrame>
  );
}
