import { UserProfile } from "@clerk/nextjs";

/** Profile, addresses and sessions, as Clerk shows them. */
export function Account() {
  return <UserProfile routing="hash" />;
}
