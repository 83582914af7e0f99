import type { Metadata } from "next";
import { VerifyAddress } from "#identity/verify-address.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

export const metadata: Metadata = { title: "Confirm your email address" };

export default async function VerifyAddressPage({ searchParams }: PageProps<"/verify-address">) {
  return (
    <CenteredPage title="Confirm your email address">
      <VerifyAddress query={await searchParams} />
    </CenteredPage>
  );
}
