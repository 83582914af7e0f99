import { escapeHtml } from "../content/pieces.ts";

/** Markup that was written in this app, as opposed to text that somebody sent. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Filling = Markup | string | number | false | null | undefined | readonly Filling[];

/** Markup of a template. What is filled in is escaped, for text and for attributes in quotes. */
export function html(strings: TemplateStringsArray, ...values: Filling[]): Markup {
  const parts = strings.map((part, place) => `${part}${textOf(values[place])}`);
  return new Markup(parts.join(""));
}

function textOf(value: Filling): string {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(textOf).join("");
  return value || value === 0 ? escapeHtml(String(value)) : "";
}
