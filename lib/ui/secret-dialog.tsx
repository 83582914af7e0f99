"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { buttonClass } from "./button.tsx";
import { CopyField } from "./copy-field.tsx";

interface SecretDialogProps {
  title: string;
  /** What to do with it, in sentences. */
  note: string;
  /** Of the field that holds it. */
  label: string;
  secret: string;
  /** The page that it leads on to. */
  location: string;
  children?: ReactNode;
}

/** Shows a new secret, this once. It stands in the page's body, so that no dialog that closes takes it along. */
export function SecretDialog({
  title,
  note,
  label,
  secret,
  location,
  children,
}: SecretDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return createPortal(
    <dialog
      ref={dialog}
      aria-labelledby="secret-title"
      aria-describedby="secret-text"
      className="dialog"
      // Escape would lose what is shown this once; where it cannot be held, it leads on.
      closedby="none"
      onClose={() => window.location.assign(location)}
    >
      <h2 id="secret-title" className="text-lg font-semibold tracking-tight wrap-anywhere">
        {title}
      </h2>
      <p id="secret-text" className="mt-1 mb-5 text-sm leading-6 text-muted">
        {note}
      </p>
      <div className="grid gap-5">
        <CopyField label={label} name="secret" value={secret} />
        {children}
        <div>
          {/* A whole load: nothing of the secret stays in this page. */}
          <a href={location} className={buttonClass()}>
            I have copied it
          </a>
        </div>
      </div>
    </dialog>,
    document.body,
  );
}
