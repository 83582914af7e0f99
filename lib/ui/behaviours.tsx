"use client";

import { useEffect } from "react";
import { colourFrame } from "./theme-choice.ts";

/**
 * What native parts of pages need of script, once for all: arrow keys in menus, menus that close when
 * something in them was chosen, and dialogs in browsers that do not know invoker commands.
 */
export function Behaviours() {
  useEffect(() => {
    colourFrame();
    document.addEventListener("keydown", moveInMenu);
    document.addEventListener("click", afterClick);
    return () => {
      document.removeEventListener("keydown", moveInMenu);
      document.removeEventListener("click", afterClick);
    };
  }, []);
  return null;
}

const steps: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index <= 0 ? count : index) - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function moveInMenu(event: KeyboardEvent): void {
  const step = steps[event.key];
  if (!step || !(event.target instanceof HTMLElement)) return;
  const menu = openMenuOf(event);
  if (!menu || event.target.matches("input, select, textarea")) return;
  const items = Array.from(menu.querySelectorAll<HTMLElement>(".menu-item:not(:disabled)"));
  const next = items[step(items.indexOf(event.target), items.length)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The menu that a key is meant for: around it, or of the button that has the focus. */
function openMenuOf({ target, key }: KeyboardEvent): HTMLElement | null {
  if (!(target instanceof HTMLElement)) return null;
  const around = target.closest<HTMLElement>("[data-menu]");
  if (around) return around;
  const own = target.getAttribute("popovertarget");
  const menu = own ? document.getElementById(own) : null;
  if (!menu?.matches("[data-menu]")) return null;
  if (key === "ArrowDown" && !menu.matches(":popover-open")) menu.showPopover();
  return menu.matches(":popover-open") ? menu : null;
}

function afterClick({ target }: MouseEvent): void {
  if (!(target instanceof Element)) return;
  const invoker = target.closest<HTMLButtonElement>("button[commandfor]");
  if (invoker && !("commandForElement" in HTMLButtonElement.prototype)) {
    const dialog = document.getElementById(invoker.getAttribute("commandfor") ?? "");
    if (dialog instanceof HTMLDialogElement) {
      if (invoker.getAttribute("command") === "close") dialog.close();
      else dialog.showModal();
    }
  }
  const chosen = target.closest(".menu-item, .drawer a");
  const popover = chosen?.closest<HTMLElement>("[popover]");
  if (popover?.matches(":popover-open")) popover.hidePopover();
}
