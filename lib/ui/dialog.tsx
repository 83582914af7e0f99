import type { ComponentProps, ReactNode } from "react";
import { Button, type ButtonLook } from "./button.tsx";

declare module "react" {
  // Invoker commands of HTML, which React's types do not know yet.
  interface ButtonHTMLAttributes<T> {
    command?: "show-modal" | "close" | "request-close" | "toggle-popover" | undefined;
    commandfor?: string | undefined;
  }
}

interface DialogProps {
  /** What its buttons name it by. */
  id: string;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Shown from the start, as after a refusal that came back to the page. */
  open?: boolean;
}

/** A native dialog: opened and closed by buttons that need no script, closed by Escape. */
export function Dialog({ id, title, description, children, open }: DialogProps) {
  return (
    <dialog
      id={id}
      open={open}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-text` : undefined}
      className="dialog"
    >
      <div className="flex items-start justify-between gap-4">
        <h2
          id={`${id}-title`}
          className="min-w-0 text-lg font-semibold leading-7 tracking-tight wrap-anywhere"
        >
          {title}
        </h2>
        <DialogButton
          dialog={id}
          command="close"
          look="quiet"
          size="small"
          aria-label="Close"
          className="-mr-2"
        >
          <span aria-hidden="true" className="text-lg leading-none">
            ×
          </span>
        </DialogButton>
      </div>
      {description && (
        <div id={`${id}-text`} className="mt-1 text-sm leading-6 text-muted wrap-anywhere">
          {description}
        </div>
      )}
      <div className="mt-5">{children}</div>
    </dialog>
  );
}

interface DialogButtonProps extends Omit<ComponentProps<typeof Button>, "commandfor"> {
  /** The id of the dialog. */
  dialog: string;
  command?: "show-modal" | "close";
  look?: ButtonLook;
}

/** Opens a dialog, or closes it. */
export function DialogButton({
  dialog,
  command = "show-modal",
  look = "secondary",
  ...rest
}: DialogButtonProps) {
  return <Button type="button" look={look} command={command} commandfor={dialog} {...rest} />;
}
