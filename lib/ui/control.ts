/** How every input looks; what is wrong has a red edge. Phones zoom into letters below 16 pixels. */
export const control =
  "min-h-9 w-full min-w-0 rounded-md border border-field bg-surface px-3 py-1.5 text-ink max-sm:text-[1rem] shadow-xs placeholder:text-muted aria-invalid:border-danger disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted";
