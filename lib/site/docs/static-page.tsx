import type { Metadata } from "next";
import { Article } from "./article.tsx";
import { DocsFrame } from "./frame.tsx";
import type { DocsPage } from "./page.ts";

/** The route of a page of the documentation. Each has a file of its own, so the build renders it. */
export const docsRoute = (page: DocsPage) => () => (
  <DocsFrame current={page.slug}>
    <Article page={page} />
  </DocsFrame>
);

export const docsMetadata = ({ slug, title, description }: DocsPage): Metadata => ({
  title,
  description,
  alternates: { canonical: `/docs/${slug}` },
});
