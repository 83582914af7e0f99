import type { ReactNode } from "react";

/** A page of the documentation. */
export interface DocsPage {
  /** Its address, below `/docs`. */
  slug: string;
  title: string;
  /** One sentence, for the list of pages and for search engines. */
  description: string;
  sections: DocsSection[];
}

interface DocsSection {
  /** The anchor. */
  id: string;
  title: string;
  body: ReactNode;
}
