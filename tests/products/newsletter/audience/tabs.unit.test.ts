import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { AudienceTabs } from "#lib/products/newsletter/audience/tabs.tsx";

test.for([
  ["member", false],
  ["admin", true],
  ["owner", true],
] as const)("to a %s, importing is offered: %s", ([role, isOffered]) => {
  const tabs = renderToStaticMarkup(
    AudienceTabs({ slug: "acme", current: "/o/acme/subscribers", role }),
  );
  expect(tabs).toContain('href="/o/acme/lists"');
  expect(tabs.includes('href="/o/acme/subscribers/import"')).toBe(isOffered);
});
