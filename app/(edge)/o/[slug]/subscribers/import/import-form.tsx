"use client";

import { useRouter } from "next/navigation";
import { type ChangeEvent, type FormEvent, useEffect, useRef, useState } from "react";
import type { FormState } from "#lib/forms/form.ts";
import type { Layout } from "#lib/imports/layout.ts";
import type { Part } from "#lib/imports/parts.ts";
import type { Chosen, RecognizedFile } from "#lib/products/newsletter/imports/recognize-file.ts";
import {
  fieldTarget,
  mappingProblem,
  type OwnField,
} from "#lib/products/newsletter/imports/targets.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Button } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Checkbox } from "#lib/ui/checkbox.tsx";
import { Field } from "#lib/ui/field.tsx";
import { FileField } from "#lib/ui/file-field.tsx";
import { showFieldErrors } from "#lib/ui/form-answer.ts";
import { Select } from "#lib/ui/select.tsx";
import { showToast } from "#lib/ui/toast-store.ts";
import { noCsvText } from "./no-csv-text.ts";
import { Preview } from "./preview.tsx";
import { postJson, sendParts } from "./send-file.ts";

/** An import that has parts missing. */
export interface Unfinished {
  id: string;
  fileName: string;
  layout: string;
  digest: string | null;
  /** The numbers of its missing parts. */
  missing: number[];
}

interface ImportFormProps extends FormState {
  /** Where the whole form goes without script. */
  upload: string;
  /** Where an import is created. */
  create: string;
  /** Where a part goes, but for the id of its import at the end. */
  part: string;
  consentLength: number;
  id: string;
  lists: { id: string; name: string }[];
  fields: OwnField[];
  unfinished: Unfinished[];
}

interface Opened {
  file: File;
  digest: string;
  found: RecognizedFile;
  columns: string[];
}

interface Progress {
  sent: number;
  parts: number;
}

const separatorNames = {
  "": "Detect",
  ",": "Comma (,)",
  ";": "Semicolon (;)",
  "\t": "Tab",
  "|": "Bar (|)",
};

const encodingNames = {
  "": "Detect",
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16, big endian",
};

const mappingTexts = {
  email_column_missing: "Choose the column with the email addresses.",
  column_twice: "Two columns have the same meaning. Ignore one of them.",
};

/**
 * Chooses a file, shows what is read of it and sends it in parts. Without script the same form posts a
 * small file as a whole.
 */
export function ImportForm(props: ImportFormProps) {
  const { lists, fields, unfinished } = props;
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [opened, setOpened] = useState<Opened>();
  const [chosen, setChosen] = useState<Chosen>({});
  const [progress, setProgress] = useState<Progress>();
  const [message, setMessage] = useState(props.message);
  // The id of what is made: another one for the next file.
  const [id, setId] = useState(props.id);
  const isSending = progress !== undefined;
  const [resuming, setResuming] = useState<Unfinished>();
  // Once it is on its way, the page itself lists what is being sent as unfinished.
  const resumed = isSending
    ? resuming
    : opened && unfinished.find(({ digest }) => digest === opened.digest);

  // Whoever closes the page stops the import, and can go on with the same file.
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isSending]);

  async function open(file: File | undefined, how: Chosen) {
    setMessage(undefined);
    if (!file) return setOpened(undefined);
    const { recognizeFile } = await import("#lib/products/newsletter/imports/recognize-file.ts");
    const bytes = new Uint8Array(await file.arrayBuffer());
    const found = recognizeFile(bytes, fields, how);
    if ("text" in found) {
      const digest = await hexDigest(bytes);
      setOpened({ file, digest, found, columns: found.layout.columns });
    } else {
      setOpened(undefined);
      setMessage("other" in found ? noCsvText(found.other) : "This file has no rows.");
    }
  }

  function choose(change: Chosen) {
    const how = { ...chosen, ...change };
    setChosen(how);
    if (opened) void open(opened.file, how);
  }

  function chooseFile({ target }: ChangeEvent<HTMLInputElement>) {
    // A new file says itself what it is.
    setChosen({});
    void open(target.files?.[0], {});
  }

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!opened || isSending) return;
    setMessage(undefined);
    const { found, columns } = opened;
    const layout = resumed ? readWritten(resumed.layout) : { ...found.layout, columns };
    const problem = mappingProblem(layout.columns);
    if (problem) return setMessage(mappingTexts[problem]);
    const data = new FormData(event.currentTarget);
    setResuming(resumed);
    setProgress({ sent: 0, parts: 1 });
    const { text, parts } = await cut(opened, layout);
    const started = resumed ?? (await create(layout, data, parts.length));
    if (!started) return setProgress(undefined);
    const missing = new Set(resumed?.missing ?? parts.keys());
    const left = [...parts.entries()].filter(([number]) => missing.has(number));
    const before = parts.length - left.length;
    setProgress({ sent: before, parts: parts.length });
    router.refresh();
    const sent = await sendParts(
      {
        action: `${props.part}${started.id}`,
        layout: JSON.stringify(layout),
        parts: left.map(([number, { begin, end, line }]) => ({
          ...{ number, line },
          text: () => text.slice(begin, end),
        })),
      },
      (done) => {
        setProgress({ sent: before + done, parts: parts.length });
        router.refresh();
      },
    );
    setProgress(undefined);
    setId(crypto.randomUUID());
    router.refresh();
    if (!sent.isDone) return setMessage(`${sent.message} Choose the same file again to go on.`);
    showToast("File imported.");
    setOpened(undefined);
    form.current?.reset();
  }

  async function create(layout: Layout, data: FormData, parts: number) {
    const answer = await postJson(
      props.create,
      JSON.stringify({
        ...layout,
        ...{ id, parts, fileName: opened?.file.name, digest: opened?.digest },
        consent: data.get("consent"),
        lists: data.getAll("lists"),
      }),
    );
    if (answer.location) return { id };
    const beside = form.current ? showFieldErrors(form.current, answer.errors) : [];
    setMessage(beside.length > 0 ? undefined : answer.message);
    return undefined;
  }

  return (
    <Card>
      <form
        ref={form}
        id="upload"
        method="post"
        action={props.upload}
        encType="multipart/form-data"
        onSubmit={send}
        aria-busy={isSending}
        className="grid gap-6"
      >
        {message && <Alert tone="danger">{message}</Alert>}
        <input type="hidden" name="id" value={id} />
        {fields.map(({ kind, key, label }) => (
          <input
            key={key}
            type="hidden"
            name="fields"
            value={`${fieldTarget(kind, key)}:${label}`}
          />
        ))}
        <FileField
          label="CSV file"
          name="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          required
          disabled={isSending}
          onChange={chooseFile}
          error={props.errors.file}
          hint="One person in each row. The first row can have the names of the columns."
        />
        {resumed && (
          <Alert tone="info">
            This file was imported in part. Its import goes on where it stopped, with the same
            settings.
          </Alert>
        )}
        {!resumed && (
          <div className="grid gap-4 sm:grid-cols-3">
            <Select
              label="Separator"
              name="separator"
              options={separatorNames}
              value={opened?.found.layout.separator ?? chosen.separator ?? ""}
              onChange={({ target }) => choose({ separator: known(separatorNames, target.value) })}
              error={props.errors.separator}
            />
            <Select
              label="Encoding"
              name="encoding"
              options={encodingNames}
              value={opened?.found.layout.encoding ?? chosen.encoding ?? ""}
              onChange={({ target }) => choose({ encoding: known(encodingNames, target.value) })}
              error={props.errors.encoding}
              hint={
                opened?.found.isEncodingGuessed && !chosen.encoding
                  ? "The file does not say it. Check the letters in the preview."
                  : undefined
              }
            />
            {opened && (
              <Select
                label="First row"
                name="header"
                options={{ first_row: "Names of the columns", none: "A person" }}
                value={opened.found.layout.header}
                onChange={({ target }) =>
                  choose({ header: target.value === "none" ? "none" : "first_row" })
                }
              />
            )}
          </div>
        )}
        {opened && !resumed && (
          <Preview
            {...{ fields, ...opened }}
            onColumns={(columns) => setOpened({ ...opened, columns })}
          />
        )}
        {!resumed && (
          <>
            <Field
              label="How did these people agree to get mail from you?"
              name="consent"
              required
              maxLength={props.consentLength}
              defaultValue={props.values.consent}
              error={props.errors.consent}
              hint="It is kept with each person, with your name and the day. For example: Signed up at our booth in June 2026."
            />
            {lists.length > 0 && (
              <fieldset>
                <legend className="text-sm font-medium">Put everyone on these lists</legend>
                <div className="mt-2 flex flex-wrap gap-x-6 gap-y-1">
                  {lists.map((list) => (
                    <Checkbox key={list.id} name="lists" value={list.id} label={list.name} />
                  ))}
                </div>
              </fieldset>
            )}
          </>
        )}
        {progress && <PartsSent {...progress} />}
        <div>
          <Button type="submit" aria-disabled={isSending || undefined}>
            {isSending ? "Importing…" : resumed ? "Continue import" : "Import file"}
          </Button>
          <noscript>
            <p className="mt-2 text-sm text-muted">
              Without JavaScript, a file can have at most 4 MB, and its columns are found by their
              names.
            </p>
          </noscript>
        </div>
      </form>
    </Card>
  );
}

function PartsSent({ sent, parts }: Progress) {
  return (
    <div className="grid gap-1.5 text-sm">
      <div
        role="progressbar"
        aria-label="Parts sent"
        aria-valuemin={0}
        aria-valuemax={parts}
        aria-valuenow={sent}
        className="h-2 overflow-hidden rounded-full bg-sunken forced-colors:border"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width] forced-colors:bg-[Highlight]"
          style={{ width: `${(sent / parts) * 100}%` }}
        />
      </div>
      <p aria-live="polite" className="text-muted tabular-nums">
        {sent} of {parts} {parts === 1 ? "part" : "parts"}. You can close this page and go on later
        with the same file.
      </p>
    </div>
  );
}

/** The choice in a select; none for the one that leaves it open. */
const known = <Name extends string>(names: Record<Name, string>, value: string) =>
  (value && value in names ? value : undefined) as Exclude<Name, ""> | undefined;

/** The layout of an import as the page has it, which its statement wrote. */
const readWritten = (layout: string): Layout => JSON.parse(layout);

async function cut(
  { file, found }: Opened,
  layout: Layout,
): Promise<{ text: string; parts: Part[] }> {
  const { cutIntoParts } = await import("#lib/imports/parts.ts");
  const { decode } = await import("#lib/imports/decode.ts");
  const isSame = found.layout.encoding === layout.encoding;
  const text = isSame
    ? found.text
    : decode(new Uint8Array(await file.arrayBuffer()), layout.encoding);
  const { separator, quotes } = layout;
  return { text, parts: cutIntoParts(text, { separator, hasQuotes: quotes === "double" }) };
}

async function hexDigest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
