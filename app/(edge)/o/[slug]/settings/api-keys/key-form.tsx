"use client";

import { type ComponentProps, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { buttonClass } from "#lib/ui/button.tsx";
import { CopyField } from "#lib/ui/copy-field.tsx";
import { Form } from "#lib/ui/form.tsx";

/** The answer to these forms, as `told` (lib/api/operations/api-keys.ts) makes it. */
interface NewKey {
  key: string;
  name: string;
  /** Permissions, in sentences. */
  meanings: string[];
  /** A command that tries it; "" for a key that there is none for. */
  command: string;
  /** The page of the keys. */
  location: string;
}

/** A form that makes a key, and shows it this once. Without script the answer is a page that does. */
export function KeyForm(form: ComponentProps<typeof Form>) {
  const [made, setMade] = useState<NewKey>();
  return (
    <>
      <Form
        {...form}
        onDone={(body) => {
          const key = newKeyIn(body);
          setMade(key);
          return key !== undefined;
        }}
      />
      {/* Not inside the form's own dialog, which closes. */}
      {made && createPortal(<NewKeyDialog made={made} />, document.body)}
    </>
  );
}

function NewKeyDialog({ made }: { made: NewKey }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="new-key-title"
      aria-describedby="new-key-text"
      className="dialog"
      // Escape would lose what is shown this once; where it cannot be held, it leads on.
      closedby="none"
      onClose={() => window.location.assign(made.location)}
    >
      <h2 id="new-key-title" className="text-lg font-semibold tracking-tight wrap-anywhere">
        Your new API key, {made.name}
      </h2>
      <p id="new-key-text" className="mt-1 mb-5 text-sm leading-6 text-muted">
        Copy it now and store it like a password. You will not see it again: we keep only a hash of
        it.
      </p>
      <div className="grid gap-5">
        <CopyField label="API key" name="key" value={made.key} />
        <div>
          <p className="text-sm font-medium">Permissions</p>
          <ul className="mt-1 list-disc pl-5 text-sm text-muted">
            {made.meanings.map((meaning) => (
              <li key={meaning}>{meaning}</li>
            ))}
          </ul>
        </div>
        {made.command && <CopyField label="Try it" name="command" value={made.command} />}
        <div>
          {/* A whole load: nothing of the key stays in this page. */}
          <a href={made.location} className={buttonClass()}>
            I have copied it
          </a>
        </div>
      </div>
    </dialog>
  );
}

function newKeyIn(body: unknown): NewKey | undefined {
  const read = (name: string): unknown => Reflect.get(Object(body), name);
  const text = (name: string) => String(read(name) ?? "");
  const meanings = read("meanings");
  if (typeof read("key") !== "string" || !Array.isArray(meanings)) return undefined;
  return {
    key: text("key"),
    name: text("name"),
    meanings: meanings.map(String),
    command: text("command"),
    location: text("location"),
  };
}
