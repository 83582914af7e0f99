"use client";

import Form from "next/form";
import { type ReactNode, useRef } from "react";

/** A form of a list's filter, sent a moment after it was last changed. */
export function AutoSubmit({
  action,
  children,
  className,
}: {
  action: string;
  children: ReactNode;
  className: string;
}) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sendAfter = (form: HTMLFormElement, wait: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => form.requestSubmit(), wait);
  };
  return (
    <Form
      action={action}
      prefetch={false}
      scroll={false}
      replace
      aria-label="Filter"
      className={className}
      onInput={(event) => {
        const isTyped = event.target instanceof HTMLInputElement && event.target.type === "search";
        sendAfter(event.currentTarget, isTyped ? 350 : 0);
      }}
      onClick={(event) => {
        const isCleared = event.target instanceof Element && event.target.closest("[data-clear]");
        if (isCleared) clear(event.currentTarget);
      }}
      onSubmit={() => clearTimeout(timer.current)}
    >
      {children}
    </Form>
  );
}

/** What somebody typed is theirs, so the page that the link leads to would not empty it. */
function clear(form: HTMLFormElement): void {
  for (const control of form.elements) {
    if (control instanceof HTMLSelectElement) control.value = "";
    if (control instanceof HTMLInputElement && control.type === "search") control.value = "";
  }
}
