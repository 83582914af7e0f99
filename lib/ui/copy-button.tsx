"use client";

import { useState } from "react";
import { Button } from "./button.tsx";

/** Puts a value on the clipboard and says so. */
export function CopyButton({ value, label = "Copy" }: { value: string; label?: string }) {
  const [state, setState] = useState<"ready" | "copied" | "failed">("ready");
  async function copy() {
    const isCopied = await navigator.clipboard.writeText(value).then(
      () => true,
      () => false,
    );
    setState(isCopied ? "copied" : "failed");
    setTimeout(() => setState("ready"), 2_000);
  }
  return (
    <Button look="secondary" onClick={copy} className="shrink-0">
      <span aria-live="polite">
        {{ ready: label, copied: "Copied", failed: "Press Ctrl C" }[state]}
      </span>
    </Button>
  );
}
