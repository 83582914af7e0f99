import type { Preview } from "#lib/products/newsletter/letter/preview.ts";

/** The letter that a form makes now; undefined when it was changed meanwhile, or there is no answer. */
export async function fetchPreview(
  action: string,
  form: HTMLFormElement,
  signal: AbortSignal,
): Promise<Preview | undefined> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") body.append(name, value);
  }
  try {
    const response = await fetch(action, {
      method: "POST",
      headers: { accept: "application/json" },
      body,
      signal,
    });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
