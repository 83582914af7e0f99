import { resendVerificationForm } from "#lib/identity/forms.ts";
import { Form } from "#lib/ui/form.tsx";

interface VerifyBannerProps {
  viewer: { email: string | null; isVerified: boolean };
  /** Of the page it stands on, to come back to. */
  path: string;
}

/** Asks somebody who has not done it yet to confirm their address, and keeps them from nothing. */
export function VerifyBanner({ viewer, path }: VerifyBannerProps) {
  if (viewer.isVerified || !viewer.email) return null;
  return (
    <aside
      aria-label="Your email address"
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-lg border border-line bg-sunken px-4 py-2 text-sm"
    >
      <p className="min-w-0 flex-1 basis-48">
        Confirm your email address. We sent a link to{" "}
        <strong className="font-medium wrap-anywhere">{viewer.email}</strong>.
      </p>
      <Form
        action={resendVerificationForm.action}
        submit="Send again"
        pending="Sending…"
        look="secondary"
        size="small"
        className="grid gap-2"
      >
        <input type="hidden" name="next" value={path} />
      </Form>
    </aside>
  );
}
