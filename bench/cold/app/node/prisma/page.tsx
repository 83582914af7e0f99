import { PrismaPg } from "@prisma/adapter-pg";
import { ItemList } from "../../list.tsx";
import { PrismaClient } from "./generated/client.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 14;

const adapter = new PrismaPg({ connectionString: process.env.DATABASE_URL });
const prisma = new PrismaClient({ adapter });

/**
 * A page on Node with Prisma and its adapter for pg, made when the module loads, as Prisma documents.
 * The client beside it is generated when the app is built: bench/cold/prisma.
 */
export default async function PrismaPage() {
  const found = await prisma.item.findMany({ where: { shelf: "middle" }, orderBy: { id: "asc" } });
  return <ItemList found={found} />;
}
