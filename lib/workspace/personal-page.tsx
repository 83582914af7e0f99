import Link from "next/link";
import type { ReactNode } from "react";
import { Alert } from "#lib/ui/alert.tsx";
import { Avatar } from "#lib/ui/avatar.tsx";
import { Logo } from "#lib/ui/logo.tsx";

interface PersonalPageProps {
  viewer: { id: string; name: string; email: string | null; image: string | null };
  /** What came of the form that led here. */
  notice?: string;
  children: ReactNode;
}

/** The frame of a page that is somebody's own, outside of any organization. */
export function PersonalPage({ viewer, notice, children }: PersonalPageProps) {
  const name = viewer.name || viewer.email || "You";
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:left-4 focus:top-4 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        Skip to content
      </a>
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-3xl items-center justify-between gap-4 px-4 py-2.5 sm:px-6">
          <Logo href="/organizations" />
          <Link
            href="/account"
            prefetch={false}
            className="flex min-h-9 min-w-0 items-center gap-2 rounded-md px-2 text-sm text-muted hover:bg-sunken hover:text-ink"
          >
            <Avatar name={name} id={viewer.id} image={viewer.image} size="small" />
            <span className="sr-only">Account of </span>
            <span className="truncate">{name}</span>
          </Link>
        </div>
      </header>
      <main id="content" className="mx-auto max-w-3xl px-4 py-8 sm:px-6 sm:py-10">
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
