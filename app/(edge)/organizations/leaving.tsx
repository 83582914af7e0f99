import { formOf } from "#lib/forms/act.ts";
import { restoreAct } from "#lib/organizations/acts.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import { Avatar } from "#lib/ui/avatar.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Section } from "#lib/ui/section.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { LeavingOrganization } from "#lib/workspace/reads/my-organizations.ts";

/** Organizations that were deleted and can still be taken back, by their owners. */
export function Leaving({ organizations }: { organizations: LeavingOrganization[] }) {
  return (
    <Section
      title="Deleted"
      description="An owner can restore an organization until it is permanently deleted."
    >
      <ul className="divide-y divide-line rounded-xl border border-warning/40 bg-surface">
        {organizations.map(({ id, name, slug, role, goesAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-3 p-4">
            <Avatar name={name} id={slug} isSquare />
            <div className="min-w-0 flex-1 basis-40">
              <p className="font-medium wrap-anywhere">{name}</p>
              <p className="text-sm text-muted">
                Permanently deleted on <Time value={goesAt} />
              </p>
            </div>
            {isAllowed(role, "organization.restore") && (
              <Form
                action={formOf(restoreAct, { slug }).action}
                submit="Restore"
                pending="Restoring…"
                submitLabel={`Restore ${name}`}
                look="secondary"
                size="small"
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
