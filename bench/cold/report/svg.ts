/** Text that may stand in SVG and HTML. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}

type Attributes = Record<string, string | number>;

/** One element as text; `inside` is markup already. */
export function element(name: string, attributes: Attributes, inside = ""): string {
  const all = Object.entries(attributes).map(([key, value]) => {
    const text = typeof value === "number" ? String(Math.round(value * 100) / 100) : value;
    return ` ${key}="${escapeText(text)}"`;
  });
  return `<${name}${all.join("")}>${inside}</${name}>`;
}

export const letters = (x: number, y: number, text: string, attributes: Attributes = {}): string =>
  element("text", { x, y, ...attributes }, escapeText(text));

/** A picture of `width` by `height` units that tells in words what it shows. */
export function picture(
  size: { width: number; height: number },
  title: string,
  inside: string[],
): string {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: "img",
      "aria-label": title,
    },
    `${element("title", {}, escapeText(title))}${element("style", {}, colours)}${inside.join("\n")}`,
  );
}

/** The colour of a variant: ours, and what people do today. */
export function tone(variant: string): string {
  if (variant.startsWith("bare")) return "bare";
  if (variant.startsWith("edge-handler")) return "handler";
  if (variant.startsWith("edge")) return "page";
  return variant === "node-tuned" ? "tuned" : "today";
}

// A file of its own follows the reader's system; in the HTML page these are the page's own.
const colours = `
svg { --ink: #1c2024; --faint: #60646c; --line: #d9d9e0; --handler: #0d74ce; --page: #218358; --tuned: #8347b9; --today: #c62a2f; --bare: #60646c; font: 13px system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { svg { --ink: #edeef0; --faint: #b0b4ba; --line: #3a3f42; --handler: #70b8ff; --page: #3dd68c; --tuned: #d19dff; --today: #ff9592; --bare: #b0b4ba; } }
text { fill: var(--ink); } .faint { fill: var(--faint); } .axis { stroke: var(--line); }
.handler { --tone: var(--handler); } .page { --tone: var(--page); } .tuned { --tone: var(--tuned); } .today { --tone: var(--today); } .bare { --tone: var(--bare); }
.dot, .area { fill: var(--tone); } .dot { opacity: 0.35; } .stroke { fill: none; stroke: var(--tone); stroke-width: 2; }
.second { opacity: 0.6; } .third { opacity: 0.3; }`;
