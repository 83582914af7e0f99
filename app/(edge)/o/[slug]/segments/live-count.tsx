"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { formatCapped } from "#lib/products/newsletter/audience/capped.ts";
import type { FoundCount } from "#lib/products/newsletter/audience/segments/count-found.ts";

interface LiveCountProps {
  slug: string;
  /** The count of what the page was shown with; null while a condition is incomplete. */
  count: FoundCount | null;
  /** The form whose conditions are counted. */
  children: ReactNode;
}

/** How many people the conditions find, counted again a moment after they change. */
export function LiveCount({ slug, count: initial, children }: LiveCountProps) {
  const place = useRef<HTMLDivElement>(null);
  const [count, setCount] = useState(initial);
  const [isCounting, setIsCounting] = useState(false);

  useEffect(() => setCount(initial), [initial]);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let latest = new AbortController();
    async function ask() {
      const form = element?.querySelector("form");
      if (!form) return;
      latest.abort();
      latest = new AbortController();
      const { signal } = latest;
      const fields = Array.from(new FormData(form)).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      );
      setIsCounting(true);
      try {
        const response = await fetch(`/api/newsletter/segment/${encodeURIComponent(slug)}`, {
          method: "POST",
          body: new URLSearchParams(fields),
          signal,
        });
        setCount(response.ok ? ((await response.json()) as FoundCount) : null);
      } catch {
        // Another change came in between, or the network is away: the next change asks again.
      }
      if (!signal.aborted) setIsCounting(false);
    }
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 400);
    };
    element.addEventListener("input", later);
    element.addEventListener("change", later);
    return () => {
      clearTimeout(timer);
      latest.abort();
      element.removeEventListener("input", later);
      element.removeEventListener("change", later);
    };
  }, [slug]);

  return (
    <div ref={place} className="grid gap-4">
      <p role="status" aria-busy={isCounting} className="text-sm text-muted">
        {count ? (
          <>
            <strong className="text-base font-semibold text-ink tabular-nums">
              {formatCapped(count.people)}
            </strong>{" "}
            {count.people === 1 ? "person" : "people"} found. Campaigns go to{" "}
            <span className="tabular-nums">{formatCapped(count.mailable)}</span> of them.
          </>
        ) : (
          "Complete the conditions to see how many people they find."
        )}
      </p>
      {children}
    </div>
  );
}
