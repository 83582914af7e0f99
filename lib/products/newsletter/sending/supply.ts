import { setTimeout as sleep } from "node:timers/promises";
import type { Claim } from "./claim.ts";

/** A claimed mail, in the hands of its sender. */
export interface Claimed {
  id: string;
  campaignId: string;
  /** When its turn is, at the pace of the mail server: milliseconds of `performance.now()`. */
  turn: number;
}

/**
 * Hands claimed mails to the connections of a sender, each when its turn has come. One claim is made at
 * a time, when fewer mails are left than there are connections.
 */
export class Supply {
  readonly #claim: () => Promise<Claim>;
  readonly #low: number;
  #mails: Claimed[] = [];
  #claiming: Promise<void> | undefined;
  /** Nothing more is to be had. */
  #isOver = false;
  /** What ended it, if a claim failed. */
  #error: unknown;

  constructor(claim: () => Promise<Claim>, low: number) {
    this.#claim = claim;
    this.#low = low;
  }

  /** The next mail, once its turn has come; null when nothing is due any more, or `signal` is aborted. */
  async next(signal: AbortSignal, whileWaiting: () => Promise<void>): Promise<Claimed | null> {
    for (;;) {
      if (signal.aborted) return null;
      if (this.#mails.length < this.#low && !this.#isOver) this.#claiming ??= this.#fill();
      const mail = this.#mails.shift();
      if (!mail) {
        if (!this.#claiming) return this.#ended();
        await this.#claiming;
        continue;
      }
      const wait = mail.turn - performance.now();
      // So long that what is known of the mail before should be written down first.
      if (wait > 1_000) await whileWaiting();
      if (wait > 0)
        await sleep(Math.max(0, mail.turn - performance.now()), undefined, { signal }).catch(
          () => {},
        );
      if (!signal.aborted) return mail;
      this.#mails.unshift(mail);
    }
  }

  /** Takes out what nobody has begun: all of it, or of one campaign. */
  takeBack(campaignId?: string): string[] {
    const [back, kept] = [[], []] as [Claimed[], Claimed[]];
    for (const mail of this.#mails) {
      (campaignId === undefined || mail.campaignId === campaignId ? back : kept).push(mail);
    }
    this.#mails = kept;
    return back.map(({ id }) => id);
  }

  /** Once everything has ended: waits for a claim that was on its way. */
  async settled(): Promise<void> {
    await this.#claiming;
  }

  #ended(): null {
    if (this.#error) throw this.#error;
    return null;
  }

  async #fill(): Promise<void> {
    try {
      const asked = performance.now();
      const { hasSlot, campaignId, ids, ready, rate } = await this.#claim();
      if (!hasSlot || campaignId === null || ids.length === 0) this.#isOver = true;
      for (const [place, id] of ids.entries()) {
        const turn = asked + (Math.max(0, place + 1 - ready) / rate) * 1_000;
        this.#mails.push({ id, campaignId: campaignId ?? "", turn });
      }
    } catch (error) {
      this.#error = error;
      this.#isOver = true;
    } finally {
      this.#claiming = undefined;
    }
  }
}
