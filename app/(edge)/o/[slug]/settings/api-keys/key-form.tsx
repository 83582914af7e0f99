"use client";

import { type ComponentProps, useState } from "react";
import { CopyField } from "#lib/ui/copy-field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { SecretDialog } from "#lib/ui/secret-dialog.tsx";

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
      {made && <NewKeyDialog made={made} />}
    </>
  );
}

function NewKeyDialog({ made }: { made: NewKey }) {
  return (
    <SecretDialog
      title={`Your new API key, ${made.name}`}
      note="Copy it now and store it like a password. You will not see it again: we keep only a hash of it."
      label="API key"
      secret={made.key}
      location={made.location}
    >
      <div>
        <p className="text-sm font-medium">Permissions</p>
        <ul className="mt-1 list-disc pl-5 text-sm text-muted">
          {made.meanings.map((meaning) => (
            <li key={meaning}>{meaning}</li>
          ))}
        </ul>
      </div>
      {made.command && <CopyField label="Try it" name="command" value={made.command} />}
    </SecretDialog>
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
