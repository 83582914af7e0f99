interface SelectRowProps {
  /** The id of the form that is sent about all selected rows. */
  form: string;
  name?: string;
  value: string;
  /** Which row it is, such as "Select Robin". */
  label: string;
  isDisabled?: boolean;
}

/** The box of a row. It belongs to a form elsewhere on the page, so it works without script. */
export function SelectRow({ form, name = "ids", value, label, isDisabled }: SelectRowProps) {
  return (
    <input
      type="checkbox"
      data-select-row=""
      form={form}
      name={name}
      value={value}
      aria-label={label}
      disabled={isDisabled}
      autoComplete="off"
      className="mt-0.5 size-4 align-middle accent-accent"
    />
  );
}
