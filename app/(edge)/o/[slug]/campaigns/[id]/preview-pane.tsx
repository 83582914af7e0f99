"use client";

import { type ReactNode, useState } from "react";
import type { Preview } from "#lib/products/newsletter/letter/preview.ts";
import { inTheme } from "#lib/products/newsletter/letter/theme.ts";

const looks = { wide: "Wide", narrow: "Narrow", dark: "Dark", text: "Plain text" } as const;
type Look = keyof typeof looks;

interface PreviewPaneProps {
  letter: Pick<Preview, "subject" | "preheader" | "html" | "text">;
  /** Who it is from, as mail programs show it. */
  sender: string;
  children?: ReactNode;
}

/** A letter as mail programs show it: on a screen, on a phone, in the dark, as text. Nothing of it runs. */
export function PreviewPane({ letter, sender, children }: PreviewPaneProps) {
  const [look, setLook] = useState<Look>("wide");
  const { subject, preheader, html, text } = letter;
  return (
    <section aria-label="Preview" className="min-w-0 xl:sticky xl:top-6">
      <fieldset className="mb-3 flex flex-wrap gap-1">
        <legend className="sr-only">Show the letter</legend>
        {Object.entries(looks).map(([value, label]) => (
          <label
            key={value}
            className="cursor-pointer rounded-md border border-line bg-surface px-2.5 py-1 text-sm font-medium has-checked:border-accent has-checked:bg-accent-soft/40 has-focus-visible:outline-2 hover:bg-sunken"
          >
            <input
              type="radio"
              name="look"
              form="none"
              className="sr-only"
              checked={look === value}
              onChange={() => setLook(value as Look)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <div className="overflow-hidden rounded-xl border border-line bg-surface shadow-xs">
        <div className="border-b border-line px-4 py-3 text-sm">
          <p className="truncate text-muted">{sender}</p>
          <p className="truncate">
            <span className="font-semibold">{subject || "No subject"}</span>
            {preheader && <span className="text-muted"> {preheader}</span>}
          </p>
        </div>
        {look === "text" ? (
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
            tabIndex={0}
            className="h-[36rem] overflow-auto p-4 font-mono text-sm whitespace-pre-wrap wrap-anywhere"
          >
            {text}
          </pre>
        ) : (
          <div className="bg-sunken">
            <iframe
              title="The letter"
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              srcDoc={inTheme(html, look === "dark" ? "dark" : "light")}
              className={`block h-[36rem] border-0 ${look === "narrow" ? "mx-auto w-[360px] max-w-full" : "w-full"}`}
            />
          </div>
        )}
      </div>
      {children}
    </section>
  );
}
