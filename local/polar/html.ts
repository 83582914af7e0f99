/** A page of the stand-in, for a browser. */
export const page = (title: string, content: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} (stand-in)</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 ui-sans-serif, system-ui, sans-serif; }
  body { max-width: 28rem; margin: 10vh auto; padding: 0 1rem; }
  button { font: inherit; padding: 0.5rem 1rem; margin: 0.25rem 0; }
  small { opacity: 0.75; }
</style>
<h1>${title}</h1>${content}
<p><small>This is a local stand-in for Polar. No payment is made.</small></p></html>`;

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** An amount in cents as people read it. */
export const priceText = (cents: number, currency: string): string =>
  `${(cents / 100).toFixed(2)} ${currency.toUpperCase()}`;
