import type { FormState } from "#lib/forms/form.ts";
import type { Endpoint } from "#lib/outgoing-webhooks/endpoint.ts";
import { eventTypes } from "#lib/outgoing-webhooks/event-types.ts";
import { descriptionLength, urlLength } from "#lib/outgoing-webhooks/rules.ts";
import type { ProductEvent } from "#lib/products/product.ts";
import { Checkbox } from "#lib/ui/checkbox.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Fieldset } from "#lib/ui/fieldset.tsx";

interface FieldsProps extends Pick<FormState, "errors" | "values"> {
  /** The endpoint as it is; a new one without it. */
  endpoint?: Pick<Endpoint, "url" | "description" | "events">;
}

/** The fields of an endpoint, new or not. */
export function EndpointFields({ endpoint, errors, values }: FieldsProps) {
  const chosen = values.events === undefined ? (endpoint?.events ?? []) : [values.events];
  return (
    <>
      <Field
        label="URL"
        name="url"
        type="url"
        required
        maxLength={urlLength}
        autoComplete="off"
        placeholder="https://example.com/webhooks"
        hint="It must begin with https:// and be reachable from the internet."
        defaultValue={values.url ?? endpoint?.url}
        error={errors.url}
      />
      <Field
        label="Description"
        name="description"
        maxLength={descriptionLength}
        autoComplete="off"
        hint="Optional: what it is for."
        defaultValue={values.description ?? endpoint?.description}
        error={errors.description}
      />
      <Fieldset legend="Events">
        {Object.entries<ProductEvent>(eventTypes).map(([type, { description }]) => (
          <Checkbox
            key={type}
            label={type}
            hint={description}
            name="events"
            value={type}
            defaultChecked={chosen.includes(type)}
          />
        ))}
        <p id="events-error" data-error-of="events" className="text-sm text-danger empty:hidden">
          {errors.events}
        </p>
      </Fieldset>
    </>
  );
}
