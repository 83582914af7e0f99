import { formOf } from "#lib/forms/act.ts";
import { revokeKeyAct } from "#lib/organizations/api-keys/acts.ts";
import type { ApiKey } from "#lib/organizations/api-keys/api-key.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import { Rotation } from "./rotation.tsx";

/** The keys that can be used, and what can be done with each. */
export function LiveKeys({ slug, keys }: { slug: string; keys: ApiKey[] }) {
  const head = (
    <>
      <ColumnHead>Key</ColumnHead>
      <ColumnHead>Scopes</ColumnHead>
      <ColumnHead>Last used</ColumnHead>
      <ColumnHead>Expires</ColumnHead>
      <ColumnHead>
        <span className="sr-only">Actions</span>
      </ColumnHead>
    </>
  );
  return (
    <Table caption="Active keys, newest first" head={head} isStacked>
      {keys.map((key) => (
        <tr key={key.id}>
          <Cell label="Key">
            <span className="block">
              <span className="block font-medium wrap-anywhere">{key.name}</span>
              <span className="block font-mono text-xs text-muted wrap-anywhere">
                {key.prefix}…
              </span>
              <span className="block text-xs text-muted">
                Created <Time value={key.createdAt} style="day" />
                {key.createdBy && ` by ${key.createdBy}`}
              </span>
            </span>
          </Cell>
          <Cell label="Scopes">
            <span className="flex flex-wrap gap-1">
              {key.scopes.map((scope) => (
                <Badge key={scope}>{scope}</Badge>
              ))}
            </span>
          </Cell>
          <Cell label="Last used" className="text-muted">
            {key.lastUsedAt ? <Time value={key.lastUsedAt} style="relative" /> : "Never"}
          </Cell>
          <Cell label="Expires" className="text-muted">
            {key.expiresAt ? <Time value={key.expiresAt} /> : "Never"}
          </Cell>
          <Cell className="sm:text-right">
            <span className="flex flex-wrap gap-2 sm:justify-end">
              <Rotation slug={slug} apiKey={key} />
              <Revocation slug={slug} apiKey={key} />
            </span>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Revocation({ slug, apiKey }: { slug: string; apiKey: ApiKey }) {
  return (
    <ConfirmDialog
      id={`revoke-${apiKey.id}`}
      title={`Revoke ${apiKey.name}?`}
      description={`Requests with the key that begins with ${apiKey.prefix} are refused immediately. You cannot undo this.`}
      action={formOf(revokeKeyAct, { slug, id: apiKey.id }).action}
      submit="Revoke"
      pending="Revoking…"
      button="Revoke"
      buttonLabel={`Revoke ${apiKey.name}`}
      buttonSize="small"
    />
  );
}
