/**
 * The product's name and look, for everything that people see: pages, emails, the API's document,
 * icons and the preview of shared links. To rename the product, edit this file, then run
 * `node scripts/pictures.ts brand` (docs/start.md, "Rename the app").
 *
 * Several constants instead of one object, so that a bundle holds only those that it uses.
 */
export const productName = "Penning";

/** What search engines and shared links say about the product. */
export const productDescription =
  "An open foundation on Next.js and Neon Postgres: organizations, billing and webhooks, pages on the edge, writes on Node, and every claim tested.";

/** In the footer of the public pages: the licence, or the company and its copyright. */
export const legalLine = "Open source under the MIT licence.";

/** What `MAIL_FROM` looks like. The address itself is a variable of each deployment. */
export const senderExample = `${productName} <mail@example.com>`;

/** What the start page and the picture of a shared link say. */
export const pitch = {
  headline: "Pages that start on the edge. Writes that never get lost.",
  tagline: "An open foundation on Next.js and Neon Postgres",
  introduction: `${productName} is an open-source foundation for SaaS products on Next.js and Neon Postgres. Organizations, accounts, billing and webhooks are built in, and tested against real services.`,
  closing: `A ${productName} mixture is the trace of argon that lets a neon lamp strike at a lower voltage. This one is MIT licensed.`,
};

interface Colour {
  light: string;
  dark: string;
}

/** The colours that app/globals.css, emails and the pages without a stylesheet share. */
export const colours = {
  canvas: { light: "#fbfaf9", dark: "#121110" },
  surface: { light: "#ffffff", dark: "#1b1a18" },
  line: { light: "#e4e0dc", dark: "#34312e" },
  ink: { light: "#1c1917", dark: "#f4f1ee" },
  muted: { light: "#5f5953", dark: "#aba49d" },
  accent: { light: "#b93a0a", dark: "#ff8b4d" },
  "accent-strong": { light: "#963008", dark: "#ffa673" },
  "accent-soft": { light: "#fdebe1", dark: "#3a2115" },
  "on-accent": { light: "#ffffff", dark: "#1c0f08" },
  /** The accent, as bars and lines show it. */
  "chart-1": { light: "#c9440f", dark: "#ff8b4d" },
} as const satisfies Record<string, Colour>;

/** A pair as CSS that follows the theme. */
export const inCss = ({ light, dark }: Colour): string => `light-dark(${light}, ${dark})`;
