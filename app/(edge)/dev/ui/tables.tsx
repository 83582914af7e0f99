import { formatMoney } from "#lib/text/format.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { FilterBar } from "#lib/ui/filter-bar.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Pager } from "#lib/ui/pager.tsx";
import { Section } from "#lib/ui/section.tsx";
import { SelectRow } from "#lib/ui/select-row.tsx";
import { SelectAll, SelectedCount } from "#lib/ui/selection.tsx";
import { SortHead } from "#lib/ui/sort-head.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";

const rows = ["Ada One", "Ben Two", "Cleo Three"].map((name, index) => ({
  name,
  email: `${name.toLowerCase().replace(" ", ".")}@example.test`,
  spent: (index + 1) * 12_345,
}));

export function Tables() {
  const href = (sort: string) => `/dev/ui?sort=${sort}`;
  return (
    <Section title="Tables">
      <FilterBar
        action="/dev/ui"
        search={{ label: "Search people" }}
        selects={[
          { name: "state", label: "State", options: { "": "Any state", active: "Active" } },
        ]}
        keep={{ sort: "name" }}
      />
      <div className="mb-3">
        <SelectedCount form="bulk">
          <Form id="bulk" action="/dev/ui" submit="Archive" pending="Archiving…" size="small" />
        </SelectedCount>
      </div>
      <Table
        caption="People"
        isStacked
        head={
          <>
            <ColumnHead className="w-10">
              <SelectAll form="bulk" />
            </ColumnHead>
            <SortHead column="name" sort="name" href={href}>
              Name
            </SortHead>
            <ColumnHead>State</ColumnHead>
            <SortHead column="spent" sort="name" href={href} first="down" className="text-right">
              Spent
            </SortHead>
          </>
        }
      >
        {rows.map(({ name, email, spent }) => (
          <tr key={name}>
            <Cell>
              <SelectRow form="bulk" value={email} label={`Select ${name}`} />
            </Cell>
            <Cell label="Name">
              <span className="block font-medium">{name}</span>
              <span className="block text-muted wrap-anywhere">{email}</span>
            </Cell>
            <Cell label="State">
              <Badge tone="success">Active</Badge>
            </Cell>
            <Cell label="Spent" className="text-right tabular-nums">
              {formatMoney(spent, "usd")}
            </Cell>
          </tr>
        ))}
      </Table>
      <Pager
        label="Pages of people"
        newest="/dev/ui"
        next="/dev/ui?after=3"
        summary="1–3 of 10,000"
      />
    </Section>
  );
}
