import Link from "next/link";
import type { ComponentProps } from "react";
import { LinkPending } from "./link-pending.tsx";

const looks = {
  primary: "bg-accent text-on-accent shadow-xs hover:bg-accent-strong",
  secondary: "border border-line bg-surface text-ink shadow-xs hover:bg-sunken",
  quiet: "text-ink hover:bg-sunken",
  danger: "border border-line bg-surface text-danger shadow-xs hover:bg-danger-soft",
  destructive: "bg-danger text-on-danger shadow-xs hover:brightness-110",
} as const;

export type ButtonLook = keyof typeof looks;

const sizes = {
  small: "min-h-8 gap-1.5 px-2.5 text-sm",
  normal: "min-h-9 gap-2 px-3.5 text-sm",
  icon: "size-9 shrink-0",
} as const;

const shape =
  "inline-flex items-center justify-center rounded-md font-medium transition-colors disabled:opacity-60 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0";

interface Look {
  look?: ButtonLook;
  /** `icon` is a square, and needs an `aria-label`. */
  size?: keyof typeof sizes;
}

/** The classes of a button, for elements that cannot be one: a summary, a label. */
export const buttonClass = ({ look = "primary", size = "normal" }: Look = {}) =>
  `${shape} ${looks[look]} ${sizes[size]}`;

export function Button({ look, size, className = "", ...rest }: ComponentProps<"button"> & Look) {
  return <button className={`${buttonClass({ look, size })} ${className}`} {...rest} />;
}

/** A link that looks like a button, for navigation without side effects. */
export function ButtonLink({
  look,
  size,
  className = "",
  children,
  ...rest
}: ComponentProps<typeof Link> & Look) {
  return (
    <Link className={`${buttonClass({ look, size })} ${className}`} {...rest}>
      {children}
      <LinkPending />
    </Link>
  );
}
