import { signOutForm } from "#lib/identity/account-forms.ts";
import { Form } from "#lib/ui/form.tsx";

export function SignOutTo({ next, label }: { next: string; label: string }) {
  return (
    <Form action={signOutForm.action} submit={label} pending="Signing out…">
      <input type="hidden" name="next" value={next} />
    </Form>
  );
}
