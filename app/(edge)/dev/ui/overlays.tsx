import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Dialog, DialogButton } from "#lib/ui/dialog.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Tabs } from "#lib/ui/in-page-tabs.tsx";
import { Menu } from "#lib/ui/menu.tsx";
import { MenuButton, MenuLink, MenuSeparator } from "#lib/ui/menu-item.tsx";
import { Section } from "#lib/ui/section.tsx";
import { TabLinks } from "#lib/ui/tabs.tsx";
import { Tooltip } from "#lib/ui/tooltip.tsx";
import { CommandMenu } from "#lib/workspace/shell/command-menu.tsx";
import { ToastButton } from "./toast-button.tsx";

const commands = [
  {
    value: "Pages",
    items: [
      { label: "Start page", act: { href: "/" } },
      { label: "Sign in", act: { href: "/sign-in" } },
    ],
  },
  { value: "You", items: [{ label: "Theme: dark", act: { theme: "dark" as const } }] },
];

export function Overlays() {
  return (
    <Section title="Dialogs, menus, tabs">
      <div className="grid gap-6">
        <div className="flex flex-wrap items-center gap-3">
          <DialogButton dialog="example">Open dialog</DialogButton>
          <Dialog id="example" title="Rename" description="Everyone sees the new name immediately.">
            <Field label="New name" name="name" />
          </Dialog>
          <ConfirmDialog
            id="remove"
            button="Remove…"
            title="Remove Ada One?"
            description="They lose access immediately. Their work stays."
            action="/dev/ui"
            submit="Remove"
            pending="Removing…"
          />
          <Menu label="Actions">
            <MenuLink href="/">Open</MenuLink>
            <MenuButton command="show-modal" commandfor="example">
              Rename…
            </MenuButton>
            <MenuSeparator />
            <MenuButton isDanger command="show-modal" commandfor="remove">
              Remove…
            </MenuButton>
          </Menu>
          <Tooltip text="Says a little more">
            <DialogButton dialog="example" look="quiet">
              With a tooltip
            </DialogButton>
          </Tooltip>
          <ToastButton />
          <div className="w-48">
            <CommandMenu groups={commands} />
          </div>
        </div>
        <TabLinks
          label="Parts"
          current="/dev/ui"
          tabs={[
            { href: "/dev/ui", label: "All", count: "12" },
            { href: "/dev/ui?part=drafts", label: "Drafts", count: "3" },
          ]}
        />
        <Tabs
          label="In the page"
          tabs={[
            { id: "text", label: "Text", content: <p>The first panel.</p> },
            { id: "source", label: "Source", content: <p>The second panel.</p> },
          ]}
        />
      </div>
    </Section>
  );
}
