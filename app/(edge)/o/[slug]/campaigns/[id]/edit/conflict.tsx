"use client";

import { Button } from "#lib/ui/button.tsx";

/** What somebody else saved meanwhile. */
interface Saved {
  revision: number;
  subject: string;
  preheader: string;
  content: string;
}

/** The campaign as it is now, of a refusal because it is another than was read. */
export function readConflict(body: unknown): Saved | undefined {
  const current: unknown = Reflect.get(Object(body), "current");
  if (typeof current !== "object" || current === null) return undefined;
  const text = (name: string) => String(Reflect.get(current, name) ?? "");
  return {
    revision: Number(Reflect.get(current, "revision")),
    subject: text("subject"),
    preheader: text("preheader"),
    content: text("content"),
  };
}

/** Both versions: theirs to read and copy from, one's own still in the form. */
export function Conflict({ current, formId }: { current: Saved; formId: string }) {
  function overwrite() {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    const revision = form.elements.namedItem("revision");
    if (revision instanceof HTMLInputElement) revision.value = String(current.revision);
    form.requestSubmit();
  }
  return (
    <div className="grid basis-full gap-3 text-ink">
      <details>
        <summary className="cursor-pointer font-medium">Show the saved version</summary>
        <p className="mt-2 font-medium">{current.subject}</p>
        <p className="text-muted">{current.preheader}</p>
        <pre className="mt-2 max-h-80 overflow-auto rounded-md border border-line bg-surface p-3 font-mono whitespace-pre-wrap">
          {current.content}
        </pre>
      </details>
      <div>
        <Button type="button" look="secondary" size="small" onClick={overwrite}>
          Overwrite it with mine
        </Button>
      </div>
    </div>
  );
}
