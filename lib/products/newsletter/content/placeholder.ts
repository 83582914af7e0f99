/** `{{first_name}}`, or `{{first_name|friend}}` for those whose field is empty. */
export interface Placeholder {
  field: string;
  fallback: string;
  /** As it was written. */
  source: string;
}

/** The name of a field in a placeholder. */
export const fieldName = /^[a-z][a-z0-9_]{0,62}$/;

const placeholder = /\{\{[ \t]*([a-z][a-z0-9_]{0,62})[ \t]*(?:\|([^{}|\n]{0,200}))?\}\}/y;

/** The placeholder that begins at a position; null when none does. */
export function placeholderAt(text: string, position: number): Placeholder | null {
  placeholder.lastIndex = position;
  const found = placeholder.exec(text);
  if (!found?.[1]) return null;
  return { field: found[1], fallback: (found[2] ?? "").trim(), source: found[0] };
}

/** A text cut at its placeholders. */
export function splitPlaceholders(text: string): (string | Placeholder)[] {
  const parts: (string | Placeholder)[] = [];
  let from = 0;
  for (let at = text.indexOf("{{"); at >= 0; at = text.indexOf("{{", at)) {
    const found = placeholderAt(text, at);
    if (!found) {
      at += 2;
      continue;
    }
    if (at > from) parts.push(text.slice(from, at));
    parts.push(found);
    at += found.source.length;
    from = at;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** `{{#if city}}`, `{{#if plan is pro}}`, `{{else}}`, `{{/if}}`: each is a line of its own. */
export type Marker =
  | { kind: "if"; field: string; is: string | null }
  | { kind: "else" }
  | { kind: "end" };

const condition = /^\{\{#if[ \t]+([a-z][a-z0-9_]{0,62})(?:[ \t]+is[ \t]+([^{}\n]{1,200}))?\}\}$/;

/** The marker that a line is; null of any other line. */
export function markerOf(line: string): Marker | null {
  const text = line.trim();
  if (text === "{{else}}") return { kind: "else" };
  if (text === "{{/if}}") return { kind: "end" };
  const found = condition.exec(text);
  return found?.[1] ? { kind: "if", field: found[1], is: found[2]?.trim() ?? null } : null;
}
