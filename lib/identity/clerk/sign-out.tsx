import { SignOutButton } from "@clerk/nextjs";
import { LogOut } from "lucide-react";

/** The last line of the account menu. */
export function SignOut() {
  return (
    <SignOutButton>
      <button type="button" className="menu-item">
        <LogOut />
        Sign out
      </button>
    </SignOutButton>
  );
}
