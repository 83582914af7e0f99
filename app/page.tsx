import type { ReactNode } from "react";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Logo } from "#lib/ui/logo.tsx";

export default function LandingPage() {
  return (
    <div className="mx-auto max-w-5xl px-4 sm:px-6">
      <header className="flex items-center justify-between gap-4 py-5">
        <Logo />
        <nav aria-label="Account" className="flex gap-2">
          <ButtonLink href="/sign-in" look="quiet">
            Sign in
          </ButtonLink>
          <ButtonLink href="/sign-up" className="max-sm:hidden">
            Create an account
          </ButtonLink>
        </nav>
      </header>
      <main>
        <div className="max-w-3xl py-16 sm:py-24">
          <h1 className="text-balance text-4xl font-semibold leading-[1.1] tracking-tight sm:text-6xl">
            Pages that start on the edge. Writes that never get lost.
          </h1>
          <p className="mt-6 max-w-2xl text-lg leading-8 text-muted">
            Penning is a Next.js application on Neon Postgres to build a product on: organizations,
            billing and usage, with every claim tested against the real thing.
          </p>
          <div className="mt-8 flex flex-wrap gap-3">
            <ButtonLink href="/sign-up">Create an account</ButtonLink>
            <ButtonLink href="/sign-in" look="secondary">
              Sign in
            </ButtonLink>
          </div>
        </div>
        <section aria-labelledby="how" className="border-t border-line py-12 sm:py-16">
          <h2 id="how" className="text-2xl font-semibold tracking-tight">
            How it works
          </h2>
          <dl className="mt-8 grid gap-x-12 gap-y-8 sm:grid-cols-2">
            <Fact title="Pages read on the edge">
              Each page asks the database once, over HTTP, from the place nearest to its visitor.
            </Fact>
            <Fact title="Routes write on Node">
              Webhooks and every other write go through the pooler, in one statement each.
            </Fact>
            <Fact title="A row is the greatest event it has seen">
              Deliveries that come late, twice or together all end in the same row.
            </Fact>
            <Fact title="It runs on your machine">
              One command starts Postgres, PgBouncer and Neon’s HTTP endpoint. No account, no key.
            </Fact>
          </dl>
        </section>
      </main>
      <footer className="border-t border-line py-8 text-sm text-muted">
        Penning is free software under the MIT licence.
      </footer>
    </div>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-semibold">{title}</dt>
      <dd className="mt-1 text-muted">{children}</dd>
    </div>
  );
}
