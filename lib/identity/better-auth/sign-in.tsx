import Link from "next/link";
import { formState } from "#lib/forms/form.ts";
import { signInForm } from "#lib/identity/forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { textLink, toOther } from "./links.ts";

export function SignIn({ query }: { query: PageQuery }) {
  const { message, errors, values } = formState(signInForm, query);
  return (
    <>
      {values.reset && (
        <Alert tone="success">Your password has been changed. Sign in with the new one.</Alert>
      )}
      <Form action={signInForm.action} submit="Sign in" pending="Signing in…" message={message}>
        {values.next && <input type="hidden" name="next" value={values.next} />}
        <Field
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={values.email}
          error={errors.email}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={errors.password}
        />
      </Form>
      <p className="flex flex-wrap justify-between gap-x-6 gap-y-2 text-sm">
        <Link href="/forgot-password" className={textLink}>
          Forgot your password?
        </Link>
        <span>
          New here?{" "}
          <Link href={toOther("/sign-up", values.next)} className={textLink}>
            Sign up
          </Link>
        </span>
      </p>
    </>
  );
}
