import Link from "next/link";
import type { ComponentProps } from "react";

interface Danger {
  isDanger?: boolean;
}

const look = (isDanger?: boolean) => `menu-item ${isDanger ? "text-danger" : ""}`;

/** A line of a menu that leads somewhere. */
export function MenuLink({
  isDanger,
  className = "",
  ...rest
}: ComponentProps<typeof Link> & Danger) {
  return <Link prefetch={false} className={`${look(isDanger)} ${className}`} {...rest} />;
}

/** A line of a menu that does something, such as to open a dialog by `command` and `commandfor`. */
export function MenuButton({
  isDanger,
  className = "",
  ...rest
}: ComponentProps<"button"> & Danger) {
  return <button type="button" className={`${look(isDanger)} ${className}`} {...rest} />;
}

export function MenuSeparator() {
  return <hr className="-mx-1 my-1 border-line" />;
}
