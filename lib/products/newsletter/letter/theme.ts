/** What mail programs with a dark theme read. */
export const darkQuery = "(prefers-color-scheme:dark)";
export const schemes = "light dark";

/** A letter as it looks in one theme, whatever that of the reader is. Its links open beside it. */
export const inTheme = (html: string, theme: "light" | "dark"): string =>
  html
    .replace(darkQuery, theme === "dark" ? "all" : "not all")
    .replace(`content="${schemes}"`, `content="${theme}"`)
    .replace("<head>", '<head><base target="_blank">');
