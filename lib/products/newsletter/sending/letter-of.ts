import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type FrozenLetter, readLetter } from "../letter/frozen.ts";
import { campaignLetters } from "../schema.ts";

/** The letters of campaigns, each read once by a sender: they do not change. */
export class Letters {
  readonly #db: Database;
  readonly #known = new Map<string, Promise<FrozenLetter>>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** @throws when the campaign has been deleted. */
  async of(campaignId: string): Promise<FrozenLetter> {
    const known = this.#known.get(campaignId) ?? this.#read(campaignId);
    this.#known.set(campaignId, known);
    try {
      return await known;
    } catch (error) {
      this.#known.delete(campaignId);
      throw error;
    }
  }

  async #read(campaignId: string): Promise<FrozenLetter> {
    const [letter] = await rows(
      this.#db,
      sql`select ${campaignLetters.letter} from ${campaignLetters}
        where ${campaignLetters.campaignId} = ${campaignId}::uuid`,
      (row) => readLetter(row.letter),
    );
    if (!letter) throw new Error("The campaign has no letter");
    return letter;
  }
}
