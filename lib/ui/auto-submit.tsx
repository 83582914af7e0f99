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
      onSubmit={() => clearTimeout(timer.current)}
    >
      {children}
    </Form>
  );
}
