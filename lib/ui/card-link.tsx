import Link from "next/link";
import type { ReactNode } from "react";

/** Beside the title of a card: to the page that has more of it. */
export function CardLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="shrink-0 rounded text-sm text-muted underline-offset-4 hover:text-ink hover:underline"
    >
      {children}
    </Link>
  );
}
