import { FilePlus, TextCursorInput } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AudienceTabs } from "#lib/products/newsletter/audience/tabs.tsx";
import { formsPath, oneFormPath } from "#lib/products/newsletter/public/forms/paths.ts";
import type { MemberForm } from "#lib/products/newsletter/public/forms/read-forms.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { getForms } from "./read.ts";

export const metadata: Metadata = { title: "Sign-up forms" };

export default workspacePage({
  route: "/o/[slug]/subscribers/forms",
  current: "/subscribers",
  read: getForms,
  render({ frame, forms }, { slug }) {
    const create = (
      <ButtonLink href={`${formsPath(slug)}/new`} prefetch={false}>
        <FilePlus />
        Create form
      </ButtonLink>
    );
    return (
      <>
        <PageHeader
          title="Sign-up forms"
          description="People subscribe with a form: on a page of its own, or in any page of yours."
          actions={forms.length > 0 && create}
        />
        <AudienceTabs slug={slug} current={formsPath(slug)} role={frame.role} />
        {forms.length > 0 ? (
          <Table
            caption="Sign-up forms by name"
            head={
              <>
                <ColumnHead>Form</ColumnHead>
                <ColumnHead>Lists</ColumnHead>
                <ColumnHead className="w-40">Opt-in</ColumnHead>
              </>
            }
            isStacked
          >
            {forms.map((form) => (
              <Row key={form.id} slug={slug} form={form} />
            ))}
          </Table>
        ) : (
          <EmptyState
            icon={TextCursorInput}
            title="No sign-up forms yet"
            text="Create a form, then share its link or put its code into your website."
            action={create}
          />
        )}
      </>
    );
  },
});

function Row({ slug, form }: { slug: string; form: MemberForm }) {
  const { id, name, title, lists, isDoubleOptIn, archivedAt } = form;
  return (
    <tr>
      <Cell label="Form">
        <span className="block">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Link
              href={oneFormPath(slug, id)}
              prefetch={false}
              className="rounded font-medium wrap-anywhere hover:underline"
            >
              {name}
            </Link>
            {archivedAt && <Badge>Archived</Badge>}
          </span>
          <span className="mt-0.5 block text-xs text-muted wrap-anywhere">{title}</span>
        </span>
      </Cell>
      <Cell label="Lists" className="text-muted wrap-anywhere">
        {lists.map((list) => list.name).join(", ") || "No list in use"}
      </Cell>
      <Cell label="Opt-in">
        <span>
          <Badge tone={isDoubleOptIn ? "success" : "warning"}>
            {isDoubleOptIn ? "Double" : "Single"}
          </Badge>
        </span>
      </Cell>
    </tr>
  );
}
