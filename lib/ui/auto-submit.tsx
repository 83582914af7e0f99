"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useRef, useTransition } from "react";

interface AutoSubmitProps {
  /** The address that the fields become the query of. */
  action: string;
  children: ReactNode;
  className: string;
}

/** A form of a list's filter, sent a moment after it was last changed; a plain GET without script. */
export function AutoSubmit({ action, children, className }: AutoSubmitProps) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sendAfter = (form: HTMLFormElement, wait: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => form.requestSubmit(), wait);
  };
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    clearTimeout(timer.current);
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === "string" && value) query.append(name, value);
    }
    start(() => router.replace(query.size > 0 ? `${action}?${query}` : action, { scroll: false }));
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a link is clicked by the keyboard as well
    <form
      method="get"
      action={action}
      aria-label="Filter"
      aria-busy={isPending}
      className={className}
      onInput={({ target, currentTarget }) => {
        const isTyped = target instanceof HTMLInputElement && target.type === "search";
        sendAfter(currentTarget, isTyped ? 350 : 0);
      }}
      onClick={({ target, currentTarget }) => {
        if (target instanceof Element && target.closest("[data-clear]")) clear(currentTarget);
      }}
      onSubmit={send}
    >
      {children}
    </form>
  );
}

/** What somebody typed is theirs, so the page that the link leads to would not empty it. */
function clear(form: HTMLFormElement): void {
  for (const control of form.elements) {
    if (control instanceof HTMLSelectElement) control.value = "";
    if (control instanceof HTMLInputElement && control.type === "search") control.value = "";
  }
}
