import type { ReactNode } from "react";

interface PartProps {
  id: string;
  title: string;
  children: ReactNode;
}

/** A part of the start page; its first paragraph leads into it. */
export function Part({ id, title, children }: PartProps) {
  return (
    <section aria-labelledby={id} className="border-t border-line first:border-0">
      <div className="mx-auto max-w-6xl px-4 py-16 sm:px-6 sm:py-24">
        <h2 id={id} className="text-balance text-3xl font-semibold tracking-tight sm:text-4xl">
          {title}
        </h2>
        <div className="mt-4 [&>p:first-child]:max-w-2xl [&>p:first-child]:text-pretty [&>p:first-child]:text-lg [&>p:first-child]:leading-7 [&>p:first-child]:text-muted">
          {children}
        </div>
      </div>
    </section>
  );
}
