"use client";

import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { commonMessages } from "#lib/forms/form.ts";
import { Alert } from "./alert.tsx";
import { Button, type ButtonLook } from "./button.tsx";
import { readAnswer, showFieldErrors } from "./form-answer.ts";

interface FormProps {
  /** The route that takes the form. */
  action: string;
  /** What the button says, and what it says while the form is on its way. */
  submit: string;
  pending: string;
  /** What tells this button from others like it, for those who do not see where it is. */
  submitLabel?: string;
  look?: ButtonLook;
  /** From the page, when a browser without script came back to it. */
  message?: string;
  children?: ReactNode;
  className?: string;
}

/**
 * A form that works without script, as a plain post. With script it is posted in the background, so a
 * refusal is shown where it belongs and everything typed stays.
 */
export function Form({
  action,
  submit,
  pending,
  children,
  className = "grid gap-4",
  ...props
}: FormProps) {
  const [isPending, setIsPending] = useState(false);
  const [message, setMessage] = useState(props.message);

  // A page that the browser kept and shows again is as it was when it was left: on its way.
  useEffect(() => {
    const reset = () => setIsPending(false);
    window.addEventListener("pageshow", reset);
    return () => window.removeEventListener("pageshow", reset);
  }, []);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const form = event.currentTarget;
    setIsPending(true);
    setMessage(undefined);
    const answer = await post(action, new FormData(form));
    if (answer.location) return window.location.assign(answer.location);
    setIsPending(false);
    setMessage(answer.message);
    showFieldErrors(form, answer.errors);
  }

  return (
    <form method="post" action={action} onSubmit={send} aria-busy={isPending} className={className}>
      {message && <Alert tone="danger">{message}</Alert>}
      {children}
      <Button
        type="submit"
        look={props.look}
        aria-disabled={isPending}
        aria-label={props.submitLabel}
        className="aria-disabled:opacity-60"
      >
        {isPending ? pending : submit}
      </Button>
    </form>
  );
}

async function post(action: string, data: FormData) {
  const body = new URLSearchParams();
  for (const [name, value] of data) if (typeof value === "string") body.append(name, value);
  try {
    const headers = { accept: "application/json" };
    const response = await fetch(action, { method: "POST", headers, body });
    return readAnswer(await response.json());
  } catch {
    return { location: undefined, message: commonMessages.unavailable, errors: {} };
  }
}
