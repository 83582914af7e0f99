import { useEffect, useState } from "react";
import type { CommandGroup } from "./commands.ts";

/** Milliseconds without another letter before the words are sent. */
const pause = 150;

interface Answer {
  words: string;
  groups: CommandGroup[];
  hasFailed: boolean;
}

export interface Found {
  groups: CommandGroup[];
  state: "idle" | "searching" | "done" | "failed";
}

const nothing: Answer = { words: "", groups: [], hasFailed: false };

/**
 * What the organization has of the words that somebody types: asked for once they pause, and given up once
 * they go on. What was found last stays until the next answer, so that the list does not flicker.
 * @param address that is asked, with `?q=`; nothing is asked without one.
 * @param typed is searched from two letters on.
 */
export function useFound(address: string | undefined, typed: string): Found {
  const [answer, setAnswer] = useState(nothing);
  const words = address && typed.trim().length > 1 ? typed.trim() : "";
  useEffect(() => {
    if (!words) return;
    const asking = new AbortController();
    const ask = async () => {
      try {
        const query = new URLSearchParams({ q: words });
        const response = await fetch(`${address}?${query}`, { signal: asking.signal });
        if (!response.ok) throw new Error(`The search answered ${response.status}`);
        const { groups }: { groups: CommandGroup[] } = await response.json();
        setAnswer({ words, groups, hasFailed: false });
      } catch {
        if (!asking.signal.aborted) setAnswer({ words, groups: [], hasFailed: true });
      }
    };
    const timer = setTimeout(ask, pause);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [address, words]);
  if (!words) return { groups: [], state: "idle" };
  if (answer.words !== words) return { groups: answer.groups, state: "searching" };
  return { groups: answer.groups, state: answer.hasFailed ? "failed" : "done" };
}
