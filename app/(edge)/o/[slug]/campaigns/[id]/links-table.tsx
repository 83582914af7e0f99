import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { correctLinkAct } from "#lib/products/newsletter/tracking/acts.ts";
import { longestTarget } from "#lib/products/newsletter/tracking/rules.ts";
import { formatNumber } from "#lib/text/format.ts";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import type { CampaignPart } from "./part.ts";
import type { SendingPage } from "./read-sending.ts";

type Link = NonNullable<SendingPage["run"]>["links"][number];

interface LinksTableProps {
  links: Link[];
  slug: string;
  /** Of the campaign. */
  id: string;
  role: Role;
  query: CampaignPart["query"];
}

/** Clicks of each link of a letter. Owners correct where one leads. */
export function LinksTable({ links, role, ...place }: LinksTableProps) {
  if (links.length === 0) return null;
  const mayCorrect = isAllowed(role, "newsletter.correct");
  return (
    <div id="links" className="grid gap-2">
      <Table
        caption="Clicks of each link"
        head={
          <>
            <ColumnHead>Link</ColumnHead>
            <ColumnHead className="text-right">First clicks</ColumnHead>
            <ColumnHead className="text-right">All clicks</ColumnHead>
            {mayCorrect && (
              <ColumnHead>
                <span className="sr-only">Correct</span>
              </ColumnHead>
            )}
          </>
        }
      >
        {links.map((link) => (
          <tr key={link.number}>
            <Cell className="wrap-anywhere">
              {link.target}
              {link.original && (
                <p className="text-sm text-muted">Corrected. It was {link.original}</p>
              )}
            </Cell>
            <Cell className="text-right tabular-nums">{formatNumber(link.people)}</Cell>
            <Cell className="text-right tabular-nums">{formatNumber(link.clicks)}</Cell>
            {mayCorrect && (
              <Cell className="text-right">
                {/^https?:/i.test(link.target) && <Correction link={link} {...place} />}
              </Cell>
            )}
          </tr>
        ))}
      </Table>
    </div>
  );
}

function Correction({
  link,
  slug,
  id,
  query,
}: Pick<LinksTableProps, "slug" | "id" | "query"> & { link: Link }) {
  const form = formOf(correctLinkAct, { slug, id });
  const sent = formState(form, query);
  // The links of a letter have one form each, with the same address.
  const { message, errors, values } =
    sent.values.number === String(link.number)
      ? sent
      : { errors: {}, values: {}, message: undefined };
  const { number, target, original } = link;
  return (
    <ConfirmDialog
      id={`link-${number}`}
      action={form.action}
      title="Correct this link"
      description="Clicks in emails that were sent lead to the new URL within five minutes, and so does the letter in the archive and in the browser. Where clicks are not recorded, emails keep the link that they have."
      submit="Correct link"
      submitLabel={`Correct link ${number + 1}`}
      pending="Saving…"
      look="primary"
      message={message}
      open={Boolean(message ?? errors.target)}
      button="Correct"
      buttonLabel={`Correct link ${number + 1}`}
      buttonLook="secondary"
      buttonSize="small"
    >
      <input type="hidden" name="number" value={number} />
      <Field
        label="URL"
        name="target"
        type="url"
        required
        maxLength={longestTarget}
        defaultValue={values.target ?? target}
        error={errors.target}
        hint={original ? `It was ${original}. Enter this to undo the correction.` : undefined}
      />
    </ConfirmDialog>
  );
}
