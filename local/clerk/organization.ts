import { type ClerkUserObject, identifierOf } from "./user.ts";

export interface OrganizationChoice {
  id: string;
  name: string;
  slug: string;
  /** The user who made it. */
  createdBy: string | null;
  createdAt: number;
}

/** An organization as Clerk's API and webhooks send it. Moments are milliseconds since 1970. */
export function clerkOrganization({ id, name, slug, createdBy, createdAt }: OrganizationChoice) {
  return {
    object: "organization",
    id,
    name,
    slug,
    image_url: "",
    has_image: false,
    created_by: createdBy,
    max_allowed_memberships: 5,
    admin_delete_enabled: true,
    members_count: 0,
    public_metadata: {},
    private_metadata: {},
    created_at: createdAt,
    updated_at: createdAt,
  };
}

export type ClerkOrganizationObject = ReturnType<typeof clerkOrganization>;

export interface MembershipChoice {
  id: string;
  organization: ClerkOrganizationObject;
  user: ClerkUserObject;
  role: string;
  createdAt: number;
}

/** A membership as Clerk sends it, with its organization and some of its person. */
export function clerkMembership({ id, organization, user, role, createdAt }: MembershipChoice) {
  const { first_name, last_name, image_url, has_image } = user;
  return {
    object: "organization_membership",
    id,
    role,
    role_name: role,
    permissions: [],
    organization,
    public_user_data: {
      user_id: user.id,
      identifier: identifierOf(user),
      first_name,
      last_name,
      image_url,
      has_image,
    },
    public_metadata: {},
    private_metadata: {},
    created_at: createdAt,
    updated_at: createdAt,
  };
}

export interface InvitationChoice {
  id: string;
  organizationId: string;
  email: string;
  role: string;
  createdAt: number;
}

/** An open invitation as Clerk sends it. */
export function clerkInvitation({ id, organizationId, email, role, createdAt }: InvitationChoice) {
  return {
    object: "organization_invitation",
    id,
    email_address: email,
    organization_id: organizationId,
    role,
    role_name: role,
    status: "pending",
    url: null,
    public_metadata: {},
    private_metadata: {},
    expires_at: createdAt + 30 * 86_400_000,
    created_at: createdAt,
    updated_at: createdAt,
  };
}
