import Link from "next/link";
import { formState } from "#lib/forms/form.ts";
import { passwordLength, signUpForm } from "#lib/identity/forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { textLink, toOther } from "./links.ts";

export function SignUp({ query }: { query: PageQuery }) {
  const { message, errors, values } = formState(signUpForm, query);
  return (
    <>
      <Form
        action={signUpForm.action}
        submit="Create account"
        pending="Creating your account…"
        message={message}
      >
        {values.next && <input type="hidden" name="next" value={values.next} />}
        <Field
          label="Name"
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          defaultValue={values.name}
          error={errors.name}
        />
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
          autoComplete="new-password"
          required
          minLength={passwordLength.min}
          maxLength={passwordLength.max}
          hint={`At least ${passwordLength.min} characters.`}
          error={errors.password}
        />
      </Form>
      <p className="text-sm">
        Already have an account?{" "}
        <Link href={toOther("/sign-in", values.next)} className={textLink}>
          Sign in
        </Link>
      </p>
    </>
  );
}
