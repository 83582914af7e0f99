import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { readDatabase } from "#lib/db/edge.ts";
import { requestToken } from "#lib/identity/better-auth/session.ts";
import { VerifyBanner } from "#lib/identity/better-auth/verify-banner.tsx";
import type { PageQuery } from "#lib/identity/provider.ts";
import { AddressCard } from "./account/address-card.tsx";
import { DeleteCard } from "./account/delete-card.tsx";
import { PasswordCard } from "./account/password-card.tsx";
import { PictureCard } from "./account/picture-card.tsx";
import { ProfileCard } from "./account/profile-card.tsx";
import { SessionsCard } from "./account/sessions-card.tsx";
import { readAccount } from "./read-account.ts";

/** All that somebody can change about themselves, each part with a form of its own. */
export async function Account({ query, userId }: { query: PageQuery; userId: string }) {
  const token = await requestToken(await headers());
  const account = await readAccount(readDatabase(), { userId, token });
  // The browser's copy of the session outlived its person.
  if (!account) redirect("/sign-in");
  return (
    <div className="grid gap-6">
      <VerifyBanner viewer={account} path="/account" />
      <ProfileCard account={account} query={query} />
      <PictureCard account={account} userId={userId} query={query} />
      <AddressCard account={account} query={query} />
      <PasswordCard email={account.email} query={query} />
      <SessionsCard sessions={account.sessions} query={query} />
      <DeleteCard account={account} query={query} />
    </div>
  );
}
