import type { ReactNode } from "react";
import { PublicPage } from "../public-page.tsx";
import { DocsNavigation } from "./navigation.tsx";

/** The frame of the documentation: all its pages beside the one that is read. */
export function DocsFrame({ current, children }: { current?: string; children: ReactNode }) {
  return (
    <PublicPage>
      <div className="mx-auto max-w-6xl px-4 py-8 sm:px-6 sm:py-12 lg:grid lg:grid-cols-[14rem_minmax(0,1fr)] lg:gap-14">
        <DocsNavigation current={current} />
        {children}
      </div>
    </PublicPage>
  );
}
