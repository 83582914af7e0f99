import { redirect } from "next/navigation";

/** Clerk's profile tells of changes itself. */
export function StopChange() {
  return redirect("/account");
}
