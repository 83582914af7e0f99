import { Ellipsis } from "lucide-react";
import { type ReactNode, useId } from "react";
import { type ButtonLook, buttonClass } from "./button.tsx";

interface MenuProps {
  /** What the button is called; said, and shown unless there is a `button`. */
  label: string;
  /** What the button shows instead: usually nothing, which gives three dots. */
  button?: ReactNode;
  look?: ButtonLook;
  /** `MenuLink`, `MenuButton`, `MenuSeparator`, forms. */
  children: ReactNode;
  /** Which edge it shares with its button. */
  align?: "start" | "end";
}

/**
 * What can be done with a row, behind a button. A native popover, so it works without script; with
 * script the arrow keys move in it.
 */
export function Menu({ label, button, look = "quiet", align = "end", children }: MenuProps) {
  const id = `menu${useId()}`;
  return (
    <div className="menu-place">
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        className={buttonClass({ look, size: button ? "normal" : "icon" })}
      >
        {button ?? <Ellipsis />}
      </button>
      <div id={id} popover="auto" data-menu="" data-align={align} className="menu">
        {children}
      </div>
    </div>
  );
}
