import { deleteMember, updateMember } from "#lib/api/operations/members.ts";
import { apiRoute } from "#lib/api/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(updateMember, deleteMember);
