export const dynamic = "force-dynamic";

export function GET(): Response {
  return Response.json({ example: "the route of the example" });
}
