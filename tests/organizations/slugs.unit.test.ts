import fc from "fast-check";
import { expect, test } from "vitest";
import { slugOf } from "#lib/organizations/make-slug.ts";
import { slugSchema } from "#lib/organizations/slug.ts";
import { reservedSlugs, suggestSlug } from "#lib/organizations/suggest-slug.ts";

test.each([
  ["Straße Łódź Ø", "strasse-lodz-o"],
  ["Zoë O’Neill's", "zoe-oneills"],
  ["İstanbul ışık", "istanbul-isik"],
  ["Đặng Văn Đức", "dang-van-duc"],
  ["Þórður", "thordur"],
  ["Юрий Щербаков", "yuriy-shcherbakov"],
  ["Γιώργος", "giorgos"],
  ["李小龍", "li-xiao-long"],
  ["李小龍's organization", "li-xiao-longs-organization"],
  ["やまだ が", "yamada-ga"],
  ["김민수", "gimminsu"],
  ["محمد", "mhmd"],
  ["दिल्ली", "dillii"],
  ["𝒜𝒹𝒶 & Co.", "ada-co"],
  ["ﬁrst ①", "first-1"],
  ["🚀 Rockets", "rockets"],
])("%s gets the slug %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test.each(["🚀", "…", "\u200b", " ", "--", "\ud800"])(
  "%j, which has no letters, gets one too",
  (name) => {
    expect(slugOf(name)).toBe("team");
  },
);

const names = fc.oneof(
  fc.string({ unit: "binary", maxLength: 120 }),
  fc.string({ unit: "grapheme", maxLength: 120 }),
  fc.string({ unit: "grapheme-ascii", maxLength: 120 }),
  fc.constantFrom(...reservedSlugs),
);

test("every slug that is made of a name is one that the app takes", () => {
  fc.assert(
    fc.property(names, (name) => {
      const slug = slugOf(name);
      expect(slugSchema.parse(slug)).toBe(slug);
    }),
    { numRuns: 2_000 },
  );
});

test("what a page suggests is what the name becomes", () => {
  fc.assert(
    fc.property(names, (name) => {
      expect(["", slugOf(name)]).toContain(suggestSlug(name));
    }),
    { numRuns: 2_000 },
  );
  expect(suggestSlug("Müller & Söhne")).toBe("muller-sohne");
  expect(suggestSlug("Straße")).toBe("");
});
