import { pitch } from "#lib/text/brand.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Command } from "../command.tsx";
import { Picture } from "../picture.tsx";

export function Hero() {
  return (
    <section className="relative overflow-hidden border-b border-line">
      {/* The glow of a lamp that has struck. */}
      <div
        aria-hidden="true"
        className="pointer-events-none absolute inset-x-0 top-0 h-[44rem] bg-[radial-gradient(60rem_30rem_at_70%_0%,var(--color-accent-soft),transparent)]"
      />
      <div className="relative mx-auto max-w-6xl px-4 pt-16 sm:px-6 sm:pt-24">
        <div className="grid gap-10 lg:grid-cols-[1.4fr_1fr] lg:items-end">
          <div>
            <h1 className="text-balance text-4xl font-semibold leading-[1.08] tracking-tight sm:text-6xl">
              {pitch.headline}
            </h1>
            <p className="mt-6 max-w-xl text-pretty text-lg leading-7 text-muted">
              {pitch.introduction}
            </p>
            <div className="mt-8 flex flex-wrap gap-3">
              <ButtonLink className="min-h-11 px-5 text-[0.9375rem]" href="/docs">
                Read the docs
              </ButtonLink>
              <ButtonLink
                className="min-h-11 px-5 text-[0.9375rem]"
                href="/sign-up"
                look="secondary"
              >
                Create an account
              </ButtonLink>
            </div>
          </div>
          <div className="grid gap-3">
            <p className="text-sm text-muted">Runs on your machine, offline, with one command:</p>
            <Command label="Copy">npm ci && npm run dev</Command>
            <p className="text-sm text-muted">And tests every claim on this page with another:</p>
            <Command label="Copy">npm ci && npm test</Command>
          </div>
        </div>
        <Picture
          name="overview"
          alt="The overview of an organization with its plan, remaining credits and seats, and usage by day."
          className="mt-14 mb-[-2.5rem] shadow-2xl sm:mt-20"
        />
      </div>
    </section>
  );
}
