import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { updateSeriesAct } from "#lib/products/newsletter/series/acts.ts";
import { nameLimit } from "#lib/products/newsletter/series/rules.ts";
import type { Series } from "#lib/products/newsletter/series/series.ts";
import { dayName, hourName } from "#lib/products/newsletter/series/texts.ts";
import { weekdays } from "#lib/products/newsletter/tables/series.ts";
import { timeZones } from "#lib/text/time-zone.ts";
import { Card } from "#lib/ui/card.tsx";
import { Checkbox } from "#lib/ui/checkbox.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Select } from "#lib/ui/select.tsx";

interface SettingsCardProps {
  series: Series;
  slug: string;
  query: Record<string, string | string[] | undefined>;
}

const hours = (from: number, to: number) =>
  Object.fromEntries(
    Array.from({ length: to - from + 1 }, (_, index) => [from + index, hourName(from + index)]),
  );

/** What a series is called and when its emails go out. */
export function SettingsCard({ series, slug, query }: SettingsCardProps) {
  const form = formOf(updateSeriesAct, { slug, id: series.id });
  const { message, errors, values } = formState(form, query);
  const zones = new Set([series.timeZone, ...timeZones()]);
  const chosen = values.weekdays === undefined ? series.weekdays : [values.weekdays];
  return (
    <Card title="Settings">
      <Form
        id="settings"
        action={form.action}
        submit="Save settings"
        pending="Saving…"
        look="secondary"
        message={message}
        className="grid gap-5"
      >
        <Field
          label="Name"
          name="name"
          required
          maxLength={nameLimit}
          autoComplete="off"
          defaultValue={values.name ?? series.name}
          error={errors.name}
        />
        <div className="grid grid-cols-2 gap-x-3 gap-y-4">
          <Select
            label="Sent from"
            name="opensAt"
            options={hours(0, 23)}
            defaultValue={values.opensAt ?? series.opensAt}
            error={errors.opensAt}
          />
          <Select
            label="Until"
            name="closesAt"
            options={hours(1, 24)}
            defaultValue={values.closesAt ?? series.closesAt}
            error={errors.closesAt}
          />
          <Select
            label="Time zone"
            name="timeZone"
            className="col-span-2"
            options={Object.fromEntries(
              [...zones].map((zone) => [zone, zone.replaceAll("_", " ")]),
            )}
            defaultValue={values.timeZone ?? series.timeZone}
            error={errors.timeZone}
          />
        </div>
        <fieldset className="min-w-0">
          <legend className="text-sm font-medium">Days</legend>
          <div className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1">
            {weekdays.map((day) => (
              <Checkbox
                key={day}
                label={dayName(day)}
                name="weekdays"
                value={day}
                defaultChecked={chosen.includes(day)}
              />
            ))}
          </div>
          <p data-error-of="weekdays" className="text-sm text-danger empty:hidden">
            {errors.weekdays}
          </p>
        </fieldset>
        <div>
          <input type="hidden" name="includesImports" value="false" />
          <Checkbox
            label="Start for imported people too"
            name="includesImports"
            value="true"
            hint="Without it, an import starts nobody."
            defaultChecked={series.includesImports}
            error={errors.includesImports}
          />
        </div>
      </Form>
    </Card>
  );
}
