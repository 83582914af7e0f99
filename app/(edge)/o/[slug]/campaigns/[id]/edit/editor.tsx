"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Preview } from "#lib/products/newsletter/letter/preview.ts";
import { Button, buttonClass } from "#lib/ui/button.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { TextArea } from "#lib/ui/text-area.tsx";
import { PreviewPane } from "../preview-pane.tsx";
import { Conflict, readConflict } from "./conflict.tsx";
import { fetchPreview } from "./fetch-preview.ts";

interface EditorProps {
  action: string;
  previewAction: string;
  revision: number;
  /** Without a second subject where none can be tested. */
  values: { subject: string; subjectB?: string; preheader: string; content: string };
  errors: Record<string, string | undefined>;
  message?: string;
  limits: { subject: number; preheader: number; content: number };
  /** Placeholders, by the name of what they stand for. */
  placeholders: { label: string; text: string }[];
  preview: Preview;
  sender: string;
  /** Fields above the content. */
  children?: ReactNode;
}

const formId = "letter";

/** The words of a campaign, beside the letter that they make. */
export function Editor(props: EditorProps) {
  const { values, errors, limits } = props;
  const [preview, setPreview] = useState(props.preview);
  const place = useRef<HTMLDivElement>(null);
  const [isDirty, setIsDirty] = useState(false);
  useEffect(() => setPreview(props.preview), [props.preview]);

  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked: AbortController | undefined;
    const show = () => {
      setIsDirty(true);
      clearTimeout(timer);
      timer = setTimeout(async () => {
        asked?.abort();
        asked = new AbortController();
        const made = await fetchPreview(props.previewAction, form, asked.signal);
        if (made) setPreview(made);
      }, 350);
    };
    const clean = () => setIsDirty(false);
    form.addEventListener("input", show);
    form.addEventListener("reset", clean);
    return () => {
      clearTimeout(timer);
      asked?.abort();
      form.removeEventListener("input", show);
      form.removeEventListener("reset", clean);
    };
  }, [props.previewAction]);

  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);

  const area = () => place.current?.querySelector("textarea");

  function insert(text: string) {
    const target = area();
    if (!target) return;
    target.focus();
    target.setRangeText(text, target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  function goTo(line: number) {
    const target = area();
    if (!target) return;
    const lines = target.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    target.focus();
    target.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  }

  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <Form
        id={formId}
        action={props.action}
        submit="Save"
        pending="Saving…"
        message={props.message}
        onRefused={(body) => {
          const current = readConflict(body);
          return current && <Conflict current={current} formId={formId} />;
        }}
        cancel={
          <>
            <button
              type="submit"
              formAction={props.previewAction}
              formTarget="_blank"
              className={`${buttonClass({ look: "secondary" })} script-hidden`}
            >
              Preview in a new tab
            </button>
            {isDirty && <span className="text-sm text-muted">Not saved yet</span>}
          </>
        }
        className="grid min-w-0 gap-5"
      >
        <input type="hidden" name="revision" value={props.revision} />
        <Field
          label="Subject"
          name="subject"
          required
          maxLength={limits.subject}
          autoComplete="off"
          defaultValue={values.subject}
          error={errors.subject}
        />
        {values.subjectB !== undefined && (
          <Field
            label="Second subject"
            name="subjectB"
            maxLength={limits.subject}
            autoComplete="off"
            hint="Optional. A part of the audience gets one of the two at random, and the rest the better one."
            defaultValue={values.subjectB}
            error={errors.subjectB}
          />
        )}
        <Field
          label="Preheader"
          name="preheader"
          maxLength={limits.preheader}
          autoComplete="off"
          hint="Mail programs show this line beside the subject."
          defaultValue={values.preheader}
          error={errors.preheader}
        />
        {props.children}
        <div ref={place}>
          <TextArea
            label="Content"
            name="content"
            maxLength={limits.content}
            rows={20}
            spellCheck
            className="[&_textarea]:font-mono [&_textarea]:text-sm [&_textarea]:leading-6 [&_textarea]:min-h-96 [&_textarea]:max-h-[70vh]"
            hint={
              <>
                Markdown: <code># Heading</code>, <code>**bold**</code>,{" "}
                <code>[link](https://…)</code>, <code>- list</code>. Only for some:{" "}
                <code>{"{{#if city}}"}</code> … <code>{"{{/if}}"}</code>, each on a line of its own.
              </>
            }
            defaultValue={values.content}
            error={errors.content}
          />
          <fieldset className="mt-3 flex flex-wrap items-center gap-1.5">
            <legend className="mb-1.5 text-sm font-medium">Insert a field</legend>
            {props.placeholders.map(({ label, text }) => (
              <Button
                key={text}
                type="button"
                look="secondary"
                size="small"
                title={text}
                onClick={() => insert(text)}
              >
                {label}
              </Button>
            ))}
          </fieldset>
        </div>
      </Form>
      <PreviewPane letter={preview} sender={props.sender}>
        <div aria-live="polite">
          {preview.problems.length > 0 && (
            <>
              <h2 className="mt-4 mb-1 text-sm font-semibold">To mend before sending</h2>
              <ul className="grid gap-1 text-sm">
                {preview.problems.map(({ line, text }) => (
                  <li key={`${line} ${text}`} className="wrap-anywhere">
                    <button
                      type="button"
                      className="rounded font-medium text-danger underline underline-offset-4"
                      onClick={() => goTo(line)}
                    >
                      Line {line}
                    </button>
                    : {text}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      </PreviewPane>
    </div>
  );
}
