import Link from "next/link";
import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";

interface ShellProps {
  organization: { name: string; slug: string };
  viewer: { name: string; email: string | null };
  children: ReactNode;
}

/** The frame of every page of an organization. */
export function Shell({ organization, viewer, children }: ShellProps) {
  const home = `/o/${organization.slug}`;
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:left-4 focus:top-4 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        Skip to content
      </a>
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-6">
          <Logo href={home} />
          <span aria-hidden="true" className="text-line">
            /
          </span>
          <nav aria-label="Organization" className="min-w-0 flex-1">
            <Link href={home} aria-current="page" className="block truncate rounded font-medium">
              {organization.name}
            </Link>
          </nav>
          <Link
            href="/account"
            className="inline-flex min-h-10 items-center rounded-lg px-3 text-sm text-muted hover:bg-sunken hover:text-ink"
          >
            <span className="sr-only">Account of </span>
            {viewer.name || viewer.email || "you"}
          </Link>
        </div>
      </header>
      <main id="content" className="mx-auto max-w-5xl px-4 py-8 sm:px-6 sm:py-10">
        {children}
      </main>
    </div>
  );
}
