/** `system` follows the device. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Where the browser keeps the choice. */
export const themeKey = "theme";

/**
 * Runs in the head of every page, before anything is painted, so that no page flashes in the theme
 * that somebody did not choose. `color-scheme` does the rest: each colour is a pair. Without script
 * or storage the device decides.
 */
export const themeScript = `try{let t=localStorage.getItem("${themeKey}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}document.documentElement.dataset.script=""`;
