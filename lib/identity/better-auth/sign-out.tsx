import { LogOut } from "lucide-react";
import { signOutForm } from "#lib/identity/account-forms.ts";

/** The last line of the account menu. */
export function SignOut() {
  return (
    <form id="sign-out" method="post" action={signOutForm.action}>
      <button type="submit" className="menu-item">
        <LogOut />
        Sign out
      </button>
    </form>
  );
}
