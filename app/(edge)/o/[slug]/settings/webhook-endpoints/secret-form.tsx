"use client";

import { type ComponentProps, useState } from "react";
import { secretNote } from "#lib/outgoing-webhooks/rules.ts";
import { Form } from "#lib/ui/form.tsx";
import { SecretDialog } from "#lib/ui/secret-dialog.tsx";

interface NewSecret {
  secret: string;
  url: string;
  location: string;
}

/** A form that makes a secret, and shows it this once. Without script the answer is a page that does. */
export function SecretForm(form: ComponentProps<typeof Form>) {
  const [made, setMade] = useState<NewSecret>();
  return (
    <>
      <Form
        {...form}
        onDone={(body) => {
          const secret = newSecretIn(body);
          setMade(secret);
          return secret !== undefined;
        }}
      />
      {made && (
        <SecretDialog
          title={`The secret of ${made.url}`}
          note={secretNote}
          label="Secret"
          secret={made.secret}
          location={made.location}
        />
      )}
    </>
  );
}

function newSecretIn(body: unknown): NewSecret | undefined {
  const text = (name: string) => String(Reflect.get(Object(body), name) ?? "");
  if (!text("secret")) return undefined;
  return { secret: text("secret"), url: text("url"), location: text("location") };
}
