import { commonMessages } from "#lib/forms/form.ts";

/** What the route of a form answered: where to go, or what was wrong. */
export interface FormAnswer {
  location: string | undefined;
  /** What to tell the person who did it. */
  notice: string | undefined;
  message: string;
  /** Of the refusal, as every client may read it. */
  code: string | undefined;
  /** Nothing was done, because nobody is signed in any more. */
  isSignedOut: boolean;
  errors: Record<string, string>;
  /** All of it, for a form that is answered with more. */
  body: unknown;
}

/** Reads `{ location, notice }` or problem details; anything else counts as a failure of ours. */
export function readAnswer(body: unknown): FormAnswer {
  const errors = Object.entries(Object(get(body, "errors"))).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return {
    location: text(get(body, "location")),
    notice: text(get(body, "notice")),
    message: text(get(body, "title")) ?? commonMessages.unavailable,
    code: text(get(body, "code")),
    isSignedOut: get(body, "code") === "unauthenticated",
    errors: Object.fromEntries(errors),
    body,
  };
}

/**
 * Where a form leads when that is the page it is on: its path and query without the notice, which a
 * toast shows instead.
 */
export function samePage(location: string, current: string): string | undefined {
  const [to, here] = [new URL(location, current), new URL(current)];
  if (to.origin !== here.origin || to.pathname !== here.pathname) return undefined;
  to.searchParams.delete("notice");
  return to.pathname + to.search;
}

/**
 * Writes each message into the place that a field leaves for it, marks the inputs, and goes to the
 * first. Fields are rendered on the server, so there is no component of theirs to tell.
 * @returns the messages that stand beside a field now.
 */
export function showFieldErrors(form: HTMLFormElement, errors: Record<string, string>): string[] {
  const shown: string[] = [];
  let first: HTMLElement | undefined;
  for (const control of form.elements) {
    const name = control.getAttribute("name");
    const place = name && form.querySelector(`[data-error-of="${CSS.escape(name)}"]`);
    if (!place || !(control instanceof HTMLElement)) continue;
    const error = Object.hasOwn(errors, name) ? errors[name] : undefined;
    place.textContent = error ?? "";
    const described = new Set(control.getAttribute("aria-describedby")?.split(" ") ?? []);
    described.delete(place.id);
    if (error) {
      shown.push(error);
      first ??= control;
      described.add(place.id);
      control.setAttribute("aria-invalid", "true");
    } else control.removeAttribute("aria-invalid");
    control.setAttribute("aria-describedby", [...described].filter(Boolean).join(" "));
  }
  first?.focus();
  return shown;
}

function get(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
