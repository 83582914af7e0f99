import Link from "next/link";
import type { ComponentProps } from "react";

const looks = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border border-line bg-surface text-ink hover:bg-sunken",
  quiet: "text-ink hover:bg-sunken",
  danger: "border border-line bg-surface text-danger hover:bg-danger-soft",
} as const;

export type ButtonLook = keyof typeof looks;

const shape =
  "inline-flex min-h-10 items-center justify-center gap-2 rounded-lg px-4 py-2 text-sm font-medium transition-colors disabled:opacity-60";

interface Look {
  look?: ButtonLook;
}

export function Button({
  look = "primary",
  className = "",
  ...rest
}: ComponentProps<"button"> & Look) {
  return <button className={`${shape} ${looks[look]} ${className}`} {...rest} />;
}

/** A link that looks like a button, for what leads somewhere and changes nothing. */
export function ButtonLink({
  look = "primary",
  className = "",
  ...rest
}: ComponentProps<typeof Link> & Look) {
  return <Link className={`${shape} ${looks[look]} ${className}`} {...rest} />;
}
