import { transliterate } from "transliteration";
import { lettersOf, slugOfAscii } from "./suggest-slug.ts";

// Apart, because what transliterates weighs 190 KB, which no page should carry.

/** A slug made of a name in any script. It may be taken; it is one that `slugSchema` accepts. */
export const slugOf = (name: string): string => slugOfAscii(transliterate(lettersOf(name)));

/** Whether a slug can tell anything of a name. */
export const isSpelled = (name: string): boolean =>
  /[a-z0-9]/i.test(transliterate(lettersOf(name)));
