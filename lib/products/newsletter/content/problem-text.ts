import type { ContentProblem } from "./parse.ts";

const texts: Readonly<Record<ContentProblem["code"], (what: string) => string>> = {
  broken_placeholder: (what) =>
    `${what} is not a complete placeholder. Write it as {{first_name}}.`,
  unknown_field: (what) => `${what} names a field that your subscribers do not have.`,
  unsafe_link: (what) =>
    `${what} cannot be a link. Use an address that begins with https://, mailto: or tel:.`,
  unsafe_image: (what) => `${what} cannot be an image. Use an address that begins with https://.`,
  if_without_end: (what) => `${what} has no {{/if}} after it.`,
  end_without_if: (what) => `${what} has no {{#if}} before it.`,
  if_across_blocks: (what) =>
    `${what} and its {{/if}} are not in the same block, such as one list item.`,
  too_deep: (what) => `${what} is inside of too many other conditions.`,
};

/** What is wrong with the content of a letter, as a sentence. */
export const problemText = ({ code, what }: Pick<ContentProblem, "code" | "what">): string =>
  texts[code](what);
