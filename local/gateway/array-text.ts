/**
 * A JSON array as the text of a Postgres array: `[1, null, "a b"]` is `{1,NULL,"a b"}`. Objects
 * inside become their JSON, quoted.
 */
export function toArrayText(values: readonly unknown[]): string {
  return `{${values.map(elementText).join(",")}}`;
}

function elementText(value: unknown): string {
  if (value === null) return "NULL";
  if (Array.isArray(value)) return toArrayText(value);
  if (typeof value === "string") return quote(value);
  if (typeof value === "boolean") return String(value);
  const json = JSON.stringify(value);
  return json.startsWith("{") ? quote(json) : json;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/**
 * The text of a Postgres array as a JSON array, each element through `elementJson`. Bounds such
 * as `[2:3]=` are dropped, because JSON cannot tell them.
 * @see https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 * @throws SyntaxError when the braces or the quotes do not match.
 */
export function arrayTextToJson(
  text: string,
  delimiter: string,
  elementJson: (text: string) => string,
): string {
  let at = text.startsWith("[") ? text.indexOf("=") + 1 : 0;
  const json = readArray();
  if (at !== text.length) throw new SyntaxError("unbalanced array");
  return json;

  function readArray(): string {
    at += 1;
    const elements: string[] = [];
    while (text[at] !== "}") {
      elements.push(readElement());
      if (text[at] === delimiter) at += 1;
      else if (text[at] !== "}") throw new SyntaxError("unbalanced array");
    }
    at += 1;
    return `[${elements.join(",")}]`;
  }

  function readElement(): string {
    if (text[at] === "{") return readArray();
    if (text[at] === '"') return elementJson(readQuoted());
    const start = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== "}") at += 1;
    const element = text.slice(start, at);
    return element === "NULL" ? "null" : elementJson(element);
  }

  function readQuoted(): string {
    let element = "";
    for (at += 1; text[at] !== '"'; at += 1) {
      if (at >= text.length) throw new SyntaxError("unbalanced quoted string");
      if (text[at] === "\\") at += 1;
      element += text[at];
    }
    at += 1;
    return element;
  }
}
