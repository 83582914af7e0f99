import { pitch } from "#lib/text/brand.ts";
import { ButtonLink } from "#lib/ui/button.tsx";

/** The way on, at the end of the start page. */
export function Start() {
  return (
    <section aria-labelledby="start" className="border-t border-line bg-sunken">
      <div className="mx-auto max-w-6xl px-4 py-16 text-center sm:px-6 sm:py-20">
        <h2 id="start" className="text-3xl font-semibold tracking-tight">
          Start sooner
        </h2>
        <p className="mx-auto mt-4 max-w-xl text-pretty text-lg leading-7 text-muted">
          {pitch.closing}
        </p>
        <div className="mt-8 flex flex-wrap justify-center gap-3">
          <ButtonLink className="min-h-11 px-5 text-[0.9375rem]" href="/docs/getting-started">
            Get started
          </ButtonLink>
          <ButtonLink className="min-h-11 px-5 text-[0.9375rem]" href="/pricing" look="secondary">
            See pricing
          </ButtonLink>
        </div>
      </div>
    </section>
  );
}
