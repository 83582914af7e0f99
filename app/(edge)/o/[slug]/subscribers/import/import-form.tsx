"use client";

import { useRouter } from "next/navigation";
import { type ChangeEvent, type FormEvent, useEffect, useRef, useState } from "react";
import type { FormState } from "#lib/forms/form.ts";
import type { Layout } from "#lib/imports/layout.ts";
import type { Chosen } from "#lib/products/newsletter/imports/recognize-file.ts";
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
import { showToast } from "#lib/ui/toast-store.ts";
import { FormatFields } from "./format-fields.tsx";
import { cutFile, type OpenedFile, openFile } from "./opened-file.ts";
import { PartsSent, type Progress } from "./parts-sent.tsx";
import { Preview } from "./preview.tsx";
import { postJson, sendParts } from "./send-file.ts";

/** An import that has parts missing. */
interface Unfinished {
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
  const [opened, setOpened] = useState<OpenedFile>();
  const [chosen, setChosen] = useState<Chosen>({});
  const [progress, setProgress] = useState<Progress>();
  const [message, setMessage] = useState(props.message);
  // The id of what is made: another one for the next file.
  const [id, setId] = useState(props.id);
  const isSending = progress !== undefined;
  const [resuming, setResuming] = useState<Unfinished>();
  // Once it is on its way, the page itself lists what is being sent as unfinished.
  const unfinishedOf = (file: OpenedFile | undefined) =>
    file && unfinished.find(({ digest }) => digest === file.digest);
  const resumed = isSending ? resuming : unfinishedOf(opened);

  // Whoever closes the page stops the import, and can go on with the same file.
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isSending]);

  async function open(file: File | undefined, how: Chosen) {
    const found = file && (await openFile(file, fields, how));
    const isRead = typeof found !== "string";
    setOpened(isRead ? found : undefined);
    setMessage(isRead ? undefined : found);
    return isRead ? found : undefined;
  }

  function choose(change: Chosen) {
    const how = { ...chosen, ...change };
    setChosen(how);
    if (opened) void open(opened.file, how);
  }

  function chooseFile({ target }: ChangeEvent<HTMLInputElement>) {
    // A new file says itself what it is.
    setChosen({});
    setOpened(undefined);
    void open(target.files?.[0], {});
  }

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isSending) return;
    const data = new FormData(event.currentTarget);
    const file = data.get("file");
    setMessage(undefined);
    setResuming(resumed);
    setProgress({ sent: 0, parts: 1 });
    // Whoever is quick asks for it while the file is still being read.
    const current = opened ?? (file instanceof File ? await open(file, chosen) : undefined);
    const isDone = current !== undefined && (await sendFile(current, data));
    setProgress(undefined);
    if (!isDone) return;
    showToast("File imported.");
    setOpened(undefined);
    form.current?.reset();
  }

  /** @returns whether all of it is there; otherwise the form says why. */
  async function sendFile(current: OpenedFile, data: FormData): Promise<boolean> {
    const { found, columns } = current;
    const begun = unfinishedOf(current);
    const layout = begun ? readWritten(begun.layout) : { ...found.layout, columns };
    const problem = mappingProblem(layout.columns);
    if (problem) {
      setMessage(mappingTexts[problem]);
      return false;
    }
    setResuming(begun);
    const { text, parts } = await cutFile(current, layout);
    const started = begun ?? (await create(current, layout, data, parts.length));
    if (!started) return false;
    const missing = new Set(begun?.missing ?? parts.keys());
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
    setId(crypto.randomUUID());
    router.refresh();
    if (!sent.isDone) setMessage(`${sent.message} Choose the same file again to go on.`);
    return sent.isDone;
  }

  async function create(file: OpenedFile, layout: Layout, data: FormData, parts: number) {
    const answer = await postJson(
      props.create,
      JSON.stringify({
        ...layout,
        ...{ id, parts, fileName: file.file.name, digest: file.digest },
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
          <FormatFields
            {...{ found: opened?.found, chosen, errors: props.errors }}
            onChoose={choose}
          />
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

/** The layout of an import as the page has it, which its statement wrote. */
const readWritten = (layout: string): Layout => JSON.parse(layout);
