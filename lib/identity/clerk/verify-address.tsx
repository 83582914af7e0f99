import { redirect } from "next/navigation";

/** Clerk's sign-up confirms addresses itself. */
export function VerifyAddress() {
  return redirect("/account");
}
