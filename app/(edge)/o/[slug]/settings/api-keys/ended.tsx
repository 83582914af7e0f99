import type { ApiKey } from "#lib/organizations/api-keys/api-key.ts";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";

/** The keys that open nothing any more. */
export function EndedKeys({ keys }: { keys: ApiKey[] }) {
  const head = (
    <>
      <ColumnHead>Key</ColumnHead>
      <ColumnHead>Last used</ColumnHead>
      <ColumnHead>Ended</ColumnHead>
    </>
  );
  return (
    <Table caption="Inactive keys, latest first" head={head} isStacked>
      {keys.map(({ id, name, prefix, lastUsedAt, expiresAt, revokedAt }) => {
        const isRevoked = revokedAt && !(expiresAt && expiresAt < revokedAt);
        const end = isRevoked ? revokedAt : expiresAt;
        return (
          <tr key={id} className="text-muted">
            <Cell label="Key">
              <span className="block">
                <span className="block font-medium text-ink wrap-anywhere">{name}</span>
                <span className="block font-mono text-xs wrap-anywhere">{prefix}…</span>
              </span>
            </Cell>
            <Cell label="Last used">
              {lastUsedAt ? <Time value={lastUsedAt} style="relative" /> : "Never"}
            </Cell>
            <Cell label="Ended">
              <span className="block">
                {isRevoked ? "Revoked " : "Expired "}
                {end && <Time value={end} />}
              </span>
            </Cell>
          </tr>
        );
      })}
    </Table>
  );
}
