import { SignOutButton } from "@clerk/nextjs";
import { Button } from "#lib/ui/button.tsx";

export function SignOutTo({ next, label }: { next: string; label: string }) {
  return (
    <SignOutButton redirectUrl={next}>
      <Button type="button">{label}</Button>
    </SignOutButton>
  );
}
