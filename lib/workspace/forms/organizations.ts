import { getEnvironment } from "#lib/env/environment.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { moveOrganization } from "#lib/organizations/change-slug.ts";
import { foundOrganization } from "#lib/organizations/create-organization.ts";
import { deleteOrganization } from "#lib/organizations/delete.ts";
import {
  createOrganizationForm,
  deleteForm,
  leaveForm,
  moveForm,
  organizationPath,
  renameForm,
  restoreForm,
} from "#lib/organizations/forms.ts";
import { leaveOrganization } from "#lib/organizations/leave.ts";
import { changeRole, removeMember } from "#lib/organizations/manage-member.ts";
import { removeMemberForm, roleForm } from "#lib/organizations/member-forms.ts";
import { renameOrganization } from "#lib/organizations/rename.ts";
import { restoreOrganization } from "#lib/organizations/restore.ts";
import { settleEndingsAfterAnswer } from "#lib/polar/selling/end-after-answer.ts";
import { actingHandler, type Connect } from "./acting-handler.ts";

const settings = (slug: string) => `${organizationPath(slug)}/settings`;
const members = (slug: string) => `${organizationPath(slug)}/members`;

export const postOrganization = (connect?: Connect) =>
  actingHandler({
    form: createOrganizationForm,
    connect,
    act: async (db, actor, input) => {
      const acted = await foundOrganization(db, actor, input);
      if (acted.outcome !== "id_reused") return acted;
      // From the browser's history, and filled in anew: that is another organization.
      return foundOrganization(db, actor, { ...input, id: crypto.randomUUID() });
    },
    done: ({ slug }) => ({
      to: organizationPath(slug),
      notice: "organization_created",
      details: { slug },
    }),
  });

export const postName = (slug: string, connect?: Connect) =>
  actingHandler({
    form: renameForm(slug),
    slug,
    connect,
    act: renameOrganization,
    done: (acted) => ({ to: settings(acted.slug), notice: "organization_renamed" }),
  });

export const postSlug = (slug: string, connect?: Connect) =>
  actingHandler({
    form: moveForm(slug),
    slug,
    connect,
    act: moveOrganization,
    done: (acted) => ({
      to: settings(acted.slug),
      notice: "organization_moved",
      details: { slug: acted.slug },
    }),
  });

export const postDelete = (slug: string, connect?: Connect) =>
  actingHandler({
    form: deleteForm(slug),
    slug,
    connect,
    act: (db, actor, { name }) =>
      deleteOrganization(db, actor, { name, appUrl: getEnvironment().APP_URL }),
    done: ({ outcome }) => {
      if (outcome === "done") {
        mailAfterAnswer();
        settleEndingsAfterAnswer();
      }
      return { to: "/organizations", notice: "organization_deleted" };
    },
  });

export const postRestore = (slug: string, connect?: Connect) =>
  actingHandler({
    form: restoreForm(slug),
    slug,
    connect,
    act: restoreOrganization,
    done: ({ outcome, slug }) => {
      if (outcome === "done") settleEndingsAfterAnswer();
      return { to: organizationPath(slug), notice: "organization_restored" };
    },
  });

export const postLeave = (slug: string, connect?: Connect) =>
  actingHandler({
    form: leaveForm(slug),
    slug,
    connect,
    act: leaveOrganization,
    done: ({ ended }) => ({
      to: "/organizations",
      notice: ended ? "organization_left_ended" : "organization_left",
      ...(ended && { details: { ended } }),
    }),
  });

export const postRole = (slug: string, userId: string, connect?: Connect) =>
  actingHandler({
    form: roleForm(slug, userId),
    slug,
    id: userId,
    connect,
    act: (db, actor, { role }) => changeRole(db, actor, { userId, role }),
    done: ({ slug: to, ended }) => ({
      to: members(to),
      notice: ended ? "member_role_changed_ended" : "member_role_changed",
      ...(ended && { details: { ended } }),
    }),
  });

export const postRemove = (slug: string, userId: string, connect?: Connect) =>
  actingHandler({
    form: removeMemberForm(slug, userId),
    slug,
    id: userId,
    connect,
    act: (db, actor) => removeMember(db, actor, { userId }),
    done: ({ slug: to, ended }) => ({
      to: members(to),
      notice: ended ? "member_removed_ended" : "member_removed",
      ...(ended && { details: { ended } }),
    }),
  });
