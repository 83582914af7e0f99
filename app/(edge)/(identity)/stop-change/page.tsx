import type { Metadata } from "next";
import { StopChange } from "#identity/stop-change.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

export const metadata: Metadata = { title: "Cancel email change" };

export default async function StopChangePage({ searchParams }: PageProps<"/stop-change">) {
  return (
    <CenteredPage title="Cancel the change of your email address">
      <StopChange query={await searchParams} />
    </CenteredPage>
  );
}
