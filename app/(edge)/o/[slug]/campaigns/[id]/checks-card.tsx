import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { organizationPath } from "#lib/organizations/forms.ts";
import { settingsPath } from "#lib/products/newsletter/campaigns/paths.ts";
import type { Finding } from "#lib/products/newsletter/campaigns/preflight.ts";
import { Card } from "#lib/ui/card.tsx";

interface ChecksCardProps {
  findings: Finding[];
  slug: string;
  /** Where the content is mended. */
  editHref: string;
  /** What is sent. */
  what?: string;
}

/** What to look at before a campaign is sent, each with the place where it is mended. */
export function ChecksCard({ findings, slug, editHref, what = "campaign" }: ChecksCardProps) {
  const places: Record<Finding["place"], { href: string; label: string }> = {
    content: { href: editHref, label: "Edit content" },
    audience: { href: "#audience", label: "Change audience" },
    settings: { href: settingsPath(slug), label: "Open settings" },
    credits: { href: `${organizationPath(slug)}/usage`, label: "Show usage" },
  };
  const errors = findings.filter(({ isError }) => isError).length;
  return (
    <Card
      title="Checks"
      description={
        errors > 0
          ? `Mend the problems in red before you send the ${what}.`
          : "Nothing stands in the way of sending."
      }
    >
      <ul className="grid gap-3 text-sm">
        {findings.map(({ isError, text, place }) => (
          <li key={text} className="grid grid-cols-[auto_1fr] gap-x-2.5">
            {isError ? (
              <CircleAlert className="mt-0.5 size-4 text-danger" aria-label="Problem:" />
            ) : (
              <TriangleAlert className="mt-0.5 size-4 text-warning" aria-label="Warning:" />
            )}
            <span className="min-w-0 wrap-anywhere">
              {text}{" "}
              <Link
                href={places[place].href}
                prefetch={false}
                className="rounded font-medium underline underline-offset-4"
              >
                {places[place].label}
              </Link>
            </span>
          </li>
        ))}
        {findings.length === 0 && (
          <li className="grid grid-cols-[auto_1fr] gap-x-2.5">
            <CircleCheck className="mt-0.5 size-4 text-success" aria-hidden="true" />
            Nothing was found that needs a look.
          </li>
        )}
      </ul>
      <p className="mt-4 text-sm text-muted">
        Not checked: whether the links work, and whether the domain of the sender has SPF, DKIM and
        DMARC records.
      </p>
    </Card>
  );
}
