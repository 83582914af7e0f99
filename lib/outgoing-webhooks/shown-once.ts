import { shownOnce } from "#lib/forms/shown-once.ts";
import { secretNote } from "./rules.ts";

interface ShownSecret {
  secret: string;
  url: string;
  /** Where the page leads on to. */
  back: string;
}

/** The page that shows the secret of an endpoint, this once. */
export const secretShownOnce = ({ secret, url, back }: ShownSecret): Response =>
  shownOnce({
    title: "Webhook secret",
    heading: `The secret of ${url}`,
    note: secretNote,
    label: "Secret",
    secret,
    back,
  });
