import { redirect } from "next/navigation";

/** Clerk's sign-in asks for a new password itself. */
export function ResetPassword() {
  return redirect("/sign-in");
}
