import Link from "next/link";
import type { ReactNode } from "react";
import { legalLine } from "#lib/text/brand.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Logo } from "#lib/ui/logo.tsx";
import { ThemeSwitch } from "#lib/ui/theme-switch.tsx";

const pages = [
  { href: "/docs", label: "Docs" },
  { href: "/pricing", label: "Pricing" },
] as const;

const footer = [
  {
    title: "Product",
    links: [
      { href: "/", label: "Overview" },
      { href: "/pricing", label: "Pricing" },
      { href: "/benchmarks", label: "Benchmarks" },
    ],
  },
  {
    title: "Docs",
    links: [
      { href: "/docs/getting-started", label: "Getting started" },
      { href: "/docs/organizations", label: "Organizations" },
      { href: "/docs/webhooks", label: "Webhooks" },
      { href: "/docs/api", label: "API" },
    ],
  },
  {
    title: "Account",
    links: [
      { href: "/sign-in", label: "Sign in" },
      { href: "/sign-up", label: "Create an account" },
    ],
  },
] as const;

/** The frame of every page that nobody needs to sign in for. */
export function PublicPage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col text-[0.9375rem] leading-6">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:left-4 focus:top-4 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        Skip to content
      </a>
      <header className="border-b border-line">
        <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center gap-x-1 gap-y-2 px-4 py-3 sm:gap-x-6 sm:px-6">
          <Logo />
          <nav aria-label="Site" className="flex flex-1">
            {pages.map(({ href, label }) => (
              <Link
                key={href}
                href={href}
                className="inline-flex min-h-10 items-center rounded-lg px-2 text-sm text-muted hover:bg-sunken hover:text-ink sm:px-3"
              >
                {label}
              </Link>
            ))}
          </nav>
          <div className="flex gap-2">
            <ButtonLink href="/sign-in" look="quiet">
              Sign in
            </ButtonLink>
            <ButtonLink href="/sign-up" className="max-sm:hidden">
              Create an account
            </ButtonLink>
          </div>
        </div>
      </header>
      <main id="content" className="flex-1">
        {children}
      </main>
      <footer className="border-t border-line text-sm">
        <div className="mx-auto flex w-full max-w-6xl flex-wrap items-start justify-between gap-x-16 gap-y-10 px-4 py-12 sm:px-6">
          <div className="grid gap-4">
            <Logo />
            <p className="text-muted">{legalLine}</p>
            <ThemeSwitch />
          </div>
          <div className="flex flex-wrap gap-x-16 gap-y-8">
            {footer.map(({ title, links }) => (
              <nav key={title} aria-label={title}>
                <p className="font-semibold">{title}</p>
                <ul className="mt-1">
                  {links.map(({ href, label }) => (
                    <li key={href}>
                      <Link
                        href={href}
                        className="inline-flex min-h-9 items-center text-muted hover:text-ink"
                      >
                        {label}
                      </Link>
                    </li>
                  ))}
                </ul>
              </nav>
            ))}
          </div>
        </div>
      </footer>
    </div>
  );
}
