import { shownOnce } from "#lib/forms/shown-once.ts";
import { keysPath } from "./acts.ts";

interface ShownKey {
  key: string;
  name: string;
  /** Permissions, in sentences. */
  meanings: string[];
  /** A command that tries it, if there is one. */
  command?: string | undefined;
}

/** The page that shows a new key, this once. */
export const keyShownOnce = (
  slug: string,
  { key: secret, name, meanings: permissions, command }: ShownKey,
): Response =>
  shownOnce({
    title: "New API key",
    heading: `Your new API key, ${name}`,
    note: "Copy it now and store it like a password. You will not see it again: we keep only a hash of it.",
    label: "API key",
    secret,
    permissions,
    command,
    back: keysPath(slug),
  });
