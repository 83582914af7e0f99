import type { Metadata } from "next";
import { isLocalUse, ownVariables } from "#lib/env/environment.ts";
import { setPageStatus } from "#lib/http/page-status.ts";
import { NothingHere } from "#lib/ui/nothing-here.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { ThemeSwitch } from "#lib/ui/theme-switch.tsx";
import { Charts } from "./charts.tsx";
import { Forms } from "./forms.tsx";
import { Messages } from "./messages.tsx";
import { Overlays } from "./overlays.tsx";
import { Small } from "./small.tsx";
import { Tables } from "./tables.tsx";

export const metadata: Metadata = { title: "Design system", robots: { index: false } };

// Decided when it is asked for, not when it is built.
export const dynamic = "force-dynamic";

/** Every part of lib/ui in each state, in both themes; on this machine only. */
export default function Gallery() {
  if (!isLocalUse(ownVariables())) {
    setPageStatus(404);
    return <NothingHere />;
  }
  return (
    <main className="mx-auto grid max-w-6xl gap-10 px-4 py-8 sm:px-6">
      <PageHeader
        title="Design system"
        description="Every part of lib/ui, in each of its states."
        actions={<ThemeSwitch />}
      />
      <Small />
      <Messages />
      <Forms />
      <Overlays />
      <Tables />
      <Charts />
    </main>
  );
}
