import { redirect } from "next/navigation";

/** Clerk's profile confirms addresses itself. */
export function ConfirmAddress() {
  return redirect("/account");
}
