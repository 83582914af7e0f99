import { redirect } from "next/navigation";

/** Clerk's sign-in asks for a new password itself. */
export function ForgotPassword() {
  return redirect("/sign-in");
}
