"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useRef, useState, useTransition } from "react";
import { commonMessages } from "#lib/forms/form.ts";
import { Alert } from "./alert.tsx";
import { Button, type ButtonLook } from "./button.tsx";
import { readAnswer, samePage, showFieldErrors } from "./form-answer.ts";
import { showToast } from "./toast-store.ts";

export interface FormProps {
  /** The route that takes the form. */
  action: string;
  /** What the button says, and what it says while the form is on its way. */
  submit: ReactNode;
  pending: string;
  /** What tells this button from others like it, for those who do not see where it is. */
  submitLabel?: string;
  look?: ButtonLook;
  size?: "small" | "normal" | "icon";
  /** The ID that other controls name in `form=`. */
  id?: string;
  /** `multipart/form-data` for a form with files. */
  encType?: "multipart/form-data";
  /** From the page, when a browser without script came back to it. */
  message?: string;
  /** From the page, like `message`: the code of the refusal. */
  code?: string;
  /** By the code of a refusal, the link or button that helps. */
  remedies?: Record<string, ReactNode>;
  /** Shows what it was answered itself when it returns true, and the form leads nowhere. */
  onDone?: (body: unknown) => boolean;
  /** What helps after a refusal that told more than its code; instead of `remedies`. */
  onRefused?: (body: unknown) => ReactNode;
  /** Fields in a row with the button at their end, for forms of one or two fields. */
  inline?: boolean;
  /** Beside the button: a link back, a button that closes the dialog. */
  cancel?: ReactNode;
  /** Keeps the button away until there is something to send, as for rows to be selected. */
  disabled?: boolean;
  children?: ReactNode;
  className?: string;
}

/**
 * A form that works without script, as a plain post. With script it is posted in the background, so a
 * refusal is shown where it belongs and everything typed stays. What was done on this page is shown
 * on it, with a toast; what leads elsewhere goes there.
 */
export function Form({
  action,
  submit,
  pending,
  inline,
  cancel,
  children,
  className = inline ? "flex flex-wrap items-end gap-3" : "grid gap-4",
  ...props
}: FormProps) {
  const router = useRouter();
  const [isPending, setIsPending] = useState(false);
  const [message, setMessage] = useState<ReactNode>(props.message);
  const [code, setCode] = useState(props.code);
  const [help, setHelp] = useState<ReactNode>();
  // The state is too late for the second of two clicks in a row.
  const isSent = useRef(false);
  const [isRefreshing, startRefresh] = useTransition();
  const done = useRef<HTMLFormElement>(undefined);
  const alert = useRef<HTMLDivElement>(null);

  function settle() {
    isSent.current = false;
    setIsPending(false);
  }

  // Only once the page is as it is now: before, an emptied field would show what it had been.
  useEffect(() => {
    if (isRefreshing || !done.current) return;
    done.current.reset();
    done.current = undefined;
    isSent.current = false;
    setIsPending(false);
  }, [isRefreshing]);

  // The button of a long form is far below its message.
  useEffect(() => {
    if (message && message !== props.message) alert.current?.scrollIntoView({ block: "nearest" });
  }, [message, props.message]);

  // A page that the browser kept and shows again is as it was when it was left: on its way.
  useEffect(() => {
    const reset = () => {
      isSent.current = false;
      setIsPending(false);
    };
    window.addEventListener("pageshow", reset);
    return () => window.removeEventListener("pageshow", reset);
  }, []);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isSent.current) return;
    isSent.current = true;
    const form = event.currentTarget;
    setIsPending(true);
    setMessage(undefined);
    const answer = await post(action, form);
    if (!answer.location) {
      settle();
      const besideFields = showFieldErrors(form, answer.errors);
      // A refusal is said once.
      const message = besideFields.includes(answer.message) ? undefined : answer.message;
      setMessage(answer.isSignedOut ? <SignedOut /> : message);
      setCode(answer.code);
      setHelp(props.onRefused?.(answer.body));
      return;
    }
    // What was wrong in an earlier try is not any more.
    showFieldErrors(form, {});
    if (props.onDone?.(answer.body)) {
      form.closest("dialog")?.close();
      settle();
      return;
    }
    const here = samePage(answer.location, window.location.href);
    if (here === undefined) return window.location.assign(answer.location);
    form.closest("dialog")?.close();
    if (answer.notice) showToast(answer.notice);
    done.current = form;
    startRefresh(() => {
      const isElsewhere = here !== window.location.pathname + window.location.search;
      // Both at once would make Next load the whole page, and the toast would go with it.
      if (isElsewhere) router.replace(here, { scroll: false });
      else router.refresh();
    });
  }

  const { remedies = {} } = props;
  const remedy = code && Object.hasOwn(remedies, code) ? remedies[code] : undefined;
  return (
    <form
      id={props.id}
      method="post"
      action={action}
      encType={props.encType}
      onSubmit={send}
      aria-busy={isPending}
      className={className}
    >
      {message && (
        <div ref={alert} className={`scroll-mt-20 ${inline ? "basis-full" : ""}`}>
          <Alert tone="danger" action={help ?? remedy}>
            {message}
          </Alert>
        </div>
      )}
      {children}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          look={props.look}
          size={props.size}
          disabled={props.disabled}
          aria-disabled={isPending || undefined}
          aria-label={props.submitLabel}
        >
          {isPending ? pending : submit}
        </Button>
        {cancel}
      </div>
    </form>
  );
}

/** Signing in happens beside the page, since what was typed on it would go with it. */
function SignedOut() {
  return (
    <>
      You have been signed out.{" "}
      <a
        href={`/sign-in?next=${encodeURIComponent(window.location.pathname)}`}
        target="_blank"
        className="font-semibold underline underline-offset-4"
        rel="noopener"
      >
        Sign in
      </a>{" "}
      in another tab, then send this again.
    </>
  );
}

async function post(action: string, form: HTMLFormElement) {
  const data = new FormData(form);
  const isMultipart = form.enctype === "multipart/form-data";
  const fields = Array.from(data).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  try {
    const response = await fetch(action, {
      method: "POST",
      headers: { accept: "application/json" },
      body: isMultipart ? data : new URLSearchParams(fields),
    });
    return readAnswer(await response.json());
  } catch {
    return readAnswer({ title: commonMessages.unavailable });
  }
}
