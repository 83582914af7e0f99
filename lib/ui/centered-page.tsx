import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";

/** A page with one thing to do or to read: sign in, an error. */
export function CenteredPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-md flex-col gap-8 px-4 py-8 sm:py-16">
      <header>
        <Logo />
      </header>
      <main className="grid min-w-0 gap-6 wrap-anywhere">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {children}
      </main>
    </div>
  );
}
