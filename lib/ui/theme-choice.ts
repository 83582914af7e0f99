import { colours } from "#lib/text/brand.ts";
import { type Theme, themeKey, themes } from "./theme.ts";

const listeners = new Set<() => void>();

/** What was chosen in this browser. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return themes.find((theme) => theme === chosen) ?? "system";
}

/** Changes this page, and every later one of this browser. */
export function chooseTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem(themeKey);
    else localStorage.setItem(themeKey, theme);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  colourFrame();
  for (const listener of listeners) listener();
}

/** Gives the browser's own frame the colour of the page, against what the device prefers. */
export function colourFrame(): void {
  const theme = currentTheme();
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes("dark") ? "dark" : "light";
    meta.content = colours.canvas[theme === "system" ? own : theme];
  }
}

export function subscribeToTheme(listener: () => void): () => void {
  // Another tab of this browser may choose as well.
  const fromElsewhere = ({ key, newValue }: StorageEvent) => {
    const theme = themes.find((name) => name === newValue) ?? "system";
    if (key === themeKey && theme !== currentTheme()) chooseTheme(theme);
  };
  listeners.add(listener);
  window.addEventListener("storage", fromElsewhere);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", fromElsewhere);
  };
}
