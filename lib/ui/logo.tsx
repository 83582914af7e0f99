import Link from "next/link";
import { productName } from "#lib/text/brand.ts";

/** The name beside a lamp: a ring that glows at one point. */
export function Logo({ href = "/" }: { href?: string }) {
  return (
    <Link
      href={href}
      className="inline-flex items-center gap-2 rounded font-semibold tracking-tight"
    >
      <svg viewBox="0 0 24 24" className="size-6 text-accent" aria-hidden="true">
        <circle
          cx="12"
          cy="12"
          r="8.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="3"
          opacity="0.35"
        />
        <path
          d="M12 3.5a8.5 8.5 0 0 1 8.5 8.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="3"
          strokeLinecap="round"
        />
        <circle cx="12" cy="12" r="2.5" fill="currentColor" />
      </svg>
      {productName}
    </Link>
  );
}
