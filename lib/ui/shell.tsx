import Link from "next/link";
import type { ReactNode } from "react";
import type { Frame } from "#lib/workspace/frame.ts";
import { Alert } from "./alert.tsx";
import { Logo } from "./logo.tsx";
import { type PagePath, pagesFor } from "./shell/pages.ts";

export interface ShellProps {
  frame: Frame;
  /** Which of the pages this is, or belongs to. */
  current: PagePath;
  /** What came of the form that led here. */
  notice?: string;
  /** Above everything, on every page: what somebody must do soon. */
  banner?: ReactNode;
  children: ReactNode;
}

/** The frame of every page of an organization. */
export function Shell({ frame, current, notice, banner, children }: ShellProps) {
  const { organization, viewer, role } = frame;
  const home = `/o/${organization.slug}`;
  const shown = pagesFor(role).flatMap(({ pages }) => pages);
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
          <p className="min-w-0 flex-1 truncate font-medium">{organization.name}</p>
          <Link
            href="/account"
            className="inline-flex min-h-10 items-center rounded-lg px-3 text-sm text-muted hover:bg-sunken hover:text-ink"
          >
            <span className="sr-only">Account of </span>
            {viewer.name || viewer.email || "you"}
          </Link>
        </div>
        <nav aria-label="Organization" className="mx-auto max-w-5xl px-4 sm:px-6">
          <ul className="-mx-3 flex flex-wrap">
            {shown.map(({ path, label }) => (
              <li key={path}>
                <Link
                  href={`${home}${path}`}
                  aria-current={path === current ? "page" : undefined}
                  className="-mb-px inline-flex min-h-10 items-center border-b-2 border-transparent px-3 text-sm text-muted hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="content" className="mx-auto max-w-5xl px-4 py-8 sm:px-6 sm:py-10">
        {banner}
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
