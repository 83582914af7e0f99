"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import type { CommandGroup, SearchPlace } from "./commands.ts";

// Most visits never open it, so its script comes when somebody does; and never to the edge.
const Palette = dynamic(() => import("./command-palette.tsx"), { ssr: false });

interface CommandMenuProps {
  groups: CommandGroup[];
  /** Where what the organization has is searched; without it, only the commands are. */
  search?: SearchPlace;
}

/** Goes anywhere by a few letters: a button, and Ctrl or Cmd with K. Links do the same without script. */
export function CommandMenu({ groups, search }: CommandMenuProps) {
  const [state, setState] = useState<"unused" | "closed" | "open">("unused");
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setState((now) => (now === "open" ? "closed" : "open"));
    };
    document.addEventListener("keydown", open);
    return () => document.removeEventListener("keydown", open);
  }, []);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setState("open")}
        className="script-shown mb-3 flex min-h-8 w-full items-center justify-between rounded-md border border-line bg-surface px-2.5 text-sm text-muted shadow-xs hover:text-ink"
      >
        {search ? "Search or go to…" : "Go to…"}
        <kbd className="font-sans text-xs">Ctrl K</kbd>
      </button>
      {state !== "unused" && (
        <Palette
          groups={groups}
          search={search}
          isOpen={state === "open"}
          onOpenChange={(isOpen) => setState(isOpen ? "open" : "closed")}
        />
      )}
    </>
  );
}
