import { setTimeout as pause } from 'node:timers/promises';
import { openDice, type Dice } from './dice';
import { bringBack, halt, type Victim } from './victims';

/** What has been done so far. */
export interface StrikeCount {
  kills: number;
  pauses: number;
  restarts: number;
  /** How often one had ended by itself, and was started again. */
  failures: number;
}

/** How hard it is struck. */
export interface Force {
  readonly kills: number;
  readonly seed: number;
  /** How long a pause takes at most, and how long one is away at most (ms). */
  readonly longestPause: number;
  readonly longestAway: number;
}

/** When a strike comes: once something has got through since the last one, or whatever is going on. */
export type Comes = 'after progress' | 'at once';

/** Strikes until as many have been killed as are to be; each victim comes back before it is struck again. */
export class Strikes {
  readonly count: StrikeCount = { kills: 0, pauses: 0, restarts: 0, failures: 0 };

  constructor(
    private readonly force: Force,
    private readonly victims: readonly Victim[],
  ) {}

  /**
   * Strikes these, one after the other; several such lanes may go on at once, each with victims of its own.
   * @param mayGoOn waits until the next strike is due; two of three come after progress
   */
  async lane(
    name: string,
    victims: readonly Victim[],
    mayGoOn: (comes: Comes) => Promise<void>,
  ): Promise<void> {
    const dice = openDice(this.force.seed, name);
    while (this.count.kills < this.force.kills) {
      await mayGoOn(dice.next() < 2 / 3 ? 'after progress' : 'at once');
      const victim = dice.pick(victims.map((one) => [1, one] as const));
      const strike = dice.pick([
        [7, 'kill'],
        [2, 'pause'],
        [1, 'restart'],
      ] as const);
      // Each strike throws the same number of dice, whoever is about.
      const [ms, rest] = [this.lengthOf(strike, dice), dice.between(0, 400)];
      await this.alone(victim, () => this.strike(victim, strike, ms));
      await pause(rest);
    }
  }

  /** Looks after those that end by themselves, until told to stop. */
  async supervise(isOver: AbortSignal): Promise<void> {
    while (!isOver.aborted) {
      for (const victim of this.victims) {
        if (victim.isTaken || !victim.hasFailed()) continue;
        await this.alone(victim, async () => {
          if (!victim.hasFailed()) return;
          this.count.failures += 1;
          await bringBack(victim);
        });
      }
      await pause(200);
    }
  }

  /** Does something with a victim while nobody else does. */
  async alone<Result>(victim: Victim, work: () => Promise<Result>): Promise<Result> {
    while (victim.isTaken) await pause(20);
    victim.isTaken = true;
    try {
      return await work();
    } finally {
      victim.isTaken = false;
    }
  }

  private lengthOf(strike: 'kill' | 'pause' | 'restart', dice: Dice): number {
    const { longestPause, longestAway } = this.force;
    // Most are short, some are long: what is cut in the middle is not the same.
    const part = dice.next() ** 3;
    return Math.round(part * (strike === 'pause' ? longestPause : longestAway)) + 20;
  }

  private async strike(victim: Victim, strike: 'kill' | 'pause' | 'restart', ms: number): Promise<void> {
    switch (strike) {
      case 'pause':
        await halt(victim, ms);
        this.count.pauses += 1;
        return;
      case 'kill':
        await victim.kill();
        this.count.kills += 1;
        break;
      case 'restart':
        await victim.end();
        this.count.restarts += 1;
    }
    await pause(ms);
    await bringBack(victim);
  }
}
