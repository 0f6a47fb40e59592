/** An app as its tests have it: under virtual time, with a log that is kept, and watched for work under way. */

import type { App } from "../runtime-server/app/app.ts";
import { insideOf, type Onlooker } from "../runtime-server/app/inside.ts";
import { defaultLimits, type Limits } from "../runtime-server/app/limits.ts";
import type { Services } from "../runtime-server/app/services.ts";
import type { LogFields, LogLevel } from "../runtime-server/base/host.ts";
import type { Probe } from "../runtime-server/rendering/probe.ts";
import { MemoryServer } from "../runtime-server/transport/memory.ts";
import { VirtualClock } from "./clock.ts";
import { CountingWriter, Tally } from "./tally.ts";
import { Work } from "./work.ts";

/** A line of an app's log. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

const labs = new WeakMap<App, Lab>();

/** Each app has one, from its first page on. Throws for what is not an app. */
export function labOf(app: App): Lab {
  const known = labs.get(app);
  if (known !== undefined) return known;
  const lab = new Lab(app);
  labs.set(app, lab);
  return lab;
}

export class Lab implements Onlooker {
  readonly work: Work = new Work();
  readonly clock: VirtualClock = new VirtualClock(this.work);
  readonly log: LogEntry[] = [];
  readonly server: MemoryServer;
  readonly services: Services;
  /** Whether views that are begun from now on are followed slot by slot. */
  isDetailed = false;
  /** By the ids of views. */
  readonly #tallies = new Map<string, Tally>();

  constructor(app: App) {
    const inside = typeof app === "object" && app !== null ? insideOf(app) : undefined;
    if (inside === undefined) throw new TypeError("This is not an app: give what createApp returned.");
    this.services = inside.services;
    this.server = new MemoryServer(app.handlers);
    Object.assign(this.services.limits, unhurried(this.services.limits));
    inside.watch(this);
  }

  during(work: Promise<unknown>): void {
    void this.work.during("a handler or a render", work);
  }

  heard(level: LogLevel, message: string, fields: LogFields): void {
    this.log.push({ level, message, fields });
  }

  probe(view: string): Probe {
    const tally = this.tallyOf(view);
    return (renderer) => new CountingWriter(renderer, tally);
  }

  /** What the renders of a view evaluated so far. */
  tallyOf(view: string): Tally {
    const tally = this.#tallies.get(view) ?? new Tally(this.isDetailed);
    this.#tallies.set(view, tally);
    return tally;
  }
}

/**
 * Where time stands still, whoever allows so much a second allows it once: such limits are lifted, unless the app set
 * its own.
 */
function unhurried(limits: Limits): Partial<Limits> {
  const names = (Object.keys(defaultLimits) as (keyof Limits)[]).filter((name) => /(PerSecond|Burst|PerReason)$/.test(name));
  return Object.fromEntries(names.filter((name) => limits[name] === defaultLimits[name]).map((name) => [name, Number.MAX_SAFE_INTEGER]));
}
