import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { organizationPath } from "#lib/organizations/forms.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Avatar } from "#lib/ui/avatar.tsx";
import type { MyOrganization } from "#lib/workspace/reads/my-organizations.ts";
import { RoleBadge } from "../o/[slug]/role.tsx";

/** Each leads to its overview. */
export function Organizations({ organizations }: { organizations: MyOrganization[] }) {
  return (
    <ul className="divide-y divide-line rounded-xl border border-line bg-surface shadow-xs">
      {organizations.map(({ id, name, slug, role, memberCount, planName }) => (
        <li key={id} className="relative flex items-center gap-4 p-4 hover:bg-sunken">
          <Avatar name={name} id={slug} isSquare />
          <div className="min-w-0 flex-1">
            <Link
              href={organizationPath(slug)}
              prefetch={false}
              className="font-medium wrap-anywhere after:absolute after:inset-0"
            >
              {name}
            </Link>
            <p className="text-sm text-muted wrap-anywhere">
              /o/{slug} · {formatNumber(memberCount)} {memberCount === 1 ? "member" : "members"} ·{" "}
              {planName}
            </p>
          </div>
          <RoleBadge role={role} />
          <ChevronRight aria-hidden="true" className="size-4 text-muted max-sm:hidden" />
        </li>
      ))}
    </ul>
  );
}
