import Link from "next/link";
import { formState } from "#lib/forms/form.ts";
import { deleteAccountForm } from "#lib/identity/account-forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { endingSentence } from "#lib/organizations/created-by-member.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import type { Account, AccountOrganization } from "../read-account.ts";
import { Part } from "./part.tsx";

/** Deleting the account, with what goes, what stays and what stands in the way. */
export function DeleteCard({ account, query }: { account: Account; query: PageQuery }) {
  const { message, errors, values } = formState(deleteAccountForm, query);
  const of = (fate: AccountOrganization["fate"]) =>
    account.organizations.filter((organization) => organization.fate === fate);
  const ending = endingSentence("It", account.gifts);
  const [goes, needs] = [of("goes"), of("needs")];
  return (
    <Part id="delete" title="Danger zone">
      <div className="grid gap-4">
        <p>
          Deleting your account is permanent. Your name, email address, picture, sessions and
          settings are deleted immediately. Your work in an organization stays there, attributed to
          a deleted user. {ending}
        </p>
        {goes.length > 0 && (
          <Alert tone="warning" title="Deleted with your account, because you are the only member">
            <Organizations list={goes} path="" />
            <p className="mt-1">Their subscriptions are canceled with no further charges.</p>
          </Alert>
        )}
        {needs.length > 0 ? (
          <Alert tone="warning" title="Make someone else an owner first">
            <Organizations list={needs} path="/members" />
          </Alert>
        ) : (
          <Form
            action={deleteAccountForm.action}
            submit="Delete account"
            pending="Deleting…"
            look="destructive"
            message={message}
          >
            <Field
              label={
                <>
                  To confirm, type <b className="break-all">{account.email}</b>
                </>
              }
              name="email"
              type="email"
              autoComplete="off"
              required
              defaultValue={values.email}
              error={errors.email}
            />
            <Field
              label="Your password"
              name="password"
              type="password"
              autoComplete="current-password"
              required
              error={errors.password}
            />
          </Form>
        )}
      </div>
    </Part>
  );
}

/** @param path of the page of each to lead to. */
function Organizations({ list, path }: { list: AccountOrganization[]; path: string }) {
  return (
    <ul className="mt-1 grid gap-1">
      {list.map(({ name, slug }) => (
        <li key={slug}>
          <Link
            href={`/o/${slug}${path}`}
            prefetch={false}
            className="break-words underline underline-offset-4"
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
