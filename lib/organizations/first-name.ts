import { organizationNameLength, organizationNameSchema } from "./forms.ts";
import { isSpelled, slugOf } from "./make-slug.ts";

const nameless = { name: "My organization", slug: "my-organization" };
const suffix = "'s organization";
const phoneNumber = /^\+?\d+$/;

/** What the first organization of a person is called, by their name, and the slug that it wants. */
export function firstNameOf(person: string): { name: string; slug: string } {
  const owner = shortened(person.trim(), organizationNameLength - suffix.length);
  const { data: name } = organizationNameSchema.safeParse(owner + suffix);
  // Clerk's people may be called by their phone number, which is not for an address to tell.
  if (phoneNumber.test(owner)) return nameless;
  // Nothing is left of a name that nobody could give to an organization.
  if (owner === "" || !name || !organizationNameSchema.safeParse(owner).success) return nameless;
  return { name, slug: isSpelled(owner) ? slugOf(name) : nameless.slug };
}

const segmenter = new Intl.Segmenter();

/** As much of a text as has room, in UTF-16 code units, without cutting a character in two. */
function shortened(text: string, room: number): string {
  if (text.length <= room) return text;
  let kept = "";
  for (const { segment } of segmenter.segment(text)) {
    if (kept.length + segment.length > room - 1) break;
    kept += segment;
  }
  return kept && `${kept.trimEnd()}…`;
}
