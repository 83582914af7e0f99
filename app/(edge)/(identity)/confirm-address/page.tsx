import type { Metadata } from "next";
import { ConfirmAddress } from "#identity/confirm-address.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

export const metadata: Metadata = { title: "New email address" };

export default async function ConfirmAddressPage({ searchParams }: PageProps<"/confirm-address">) {
  return (
    <CenteredPage title="Confirm your new email address">
      <ConfirmAddress query={await searchParams} />
    </CenteredPage>
  );
}
