import type { ComponentProps, ReactNode } from "react";
import { Dialog, DialogButton } from "./dialog.tsx";
import { Form } from "./form.tsx";

interface ConfirmDialogProps
  extends Pick<
    ComponentProps<typeof Form>,
    "action" | "submit" | "pending" | "submitLabel" | "message" | "children"
  > {
  id: string;
  /** For controls elsewhere on the page that belong to the form, as boxes of rows do. */
  formId?: string;
  /** How the button that does it looks. */
  look?: ComponentProps<typeof Form>["look"];
  /** What the button that does nothing says; another word than what the dialog is about. */
  dismiss?: string;
  title: string;
  description: ReactNode;
  open?: boolean;
  /** The button that asks; without it the page has one of its own, a `DialogButton`. */
  button?: ReactNode;
  buttonLabel?: string;
  buttonLook?: ComponentProps<typeof DialogButton>["look"];
  buttonSize?: ComponentProps<typeof DialogButton>["size"];
}

/** Asks before what costs money or cannot be taken back. The form is inside, so it works without script as well. */
export function ConfirmDialog({
  id,
  formId,
  look = "destructive",
  dismiss = "Cancel",
  title,
  description,
  open,
  button,
  buttonLabel,
  buttonLook = "danger",
  buttonSize,
  ...form
}: ConfirmDialogProps) {
  return (
    <>
      {button && (
        <DialogButton dialog={id} look={buttonLook} size={buttonSize} aria-label={buttonLabel}>
          {button}
        </DialogButton>
      )}
      <Dialog id={id} title={title} description={description} open={open}>
        <Form
          {...form}
          id={formId}
          look={look}
          cancel={
            <DialogButton dialog={id} command="close">
              {dismiss}
            </DialogButton>
          }
        />
      </Dialog>
    </>
  );
}
