import { describe, expect, test, vi } from "vitest";
import { compose, type Step } from "./pipeline.ts";

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Runs steps that write down what they do. */
async function run(...steps: Step<string[]>[]): Promise<readonly string[]> {
  const log: string[] = [];
  await compose(steps)(log, async () => void log.push("end"));
  return log;
}

/** Fails after a while. */
const failing: Step<string[]> = async () => {
  await tick();
  throw new Error("broken");
};

describe("steps", () => {
  test("run around what comes after them", async () => {
    const around =
      (name: string): Step<string[]> =>
      async (log, next) => {
        log.push(`before ${name}`);
        await next();
        log.push(`after ${name}`);
      };
    expect(await run(around("a"), around("b"))).toEqual(["before a", "before b", "end", "after b", "after a"]);
  });

  test("that do not call next are the last ones", async () => {
    expect(await run((log) => log.push("only"))).toEqual(["only"]);
  });

  test("that are added later are run as well", async () => {
    const steps: Step<string[]>[] = [];
    const composed = compose(steps);
    steps.push((log, next) => {
      log.push("late");
      return next();
    });
    const log: string[] = [];
    await composed(log, async () => {});
    expect(log).toEqual(["late"]);
  });
});

describe("a step that does not wait for next", () => {
  test("is waited for", async () => {
    const log = await run(
      (log, next) => {
        next();
        log.push("forgot");
      },
      async (log) => {
        await tick();
        log.push("slow");
      },
    );
    expect(log).toEqual(["forgot", "slow"]);
  });

  test.each<[string, Step<string[]>]>([
    ["calls it", (_log, next) => void next()],
    [
      "takes longer itself",
      async (_log, next) => {
        next();
        await tick();
        await tick();
      },
    ],
    ["goes on in a callback", (_log, next) => void next().then(() => {})],
    ["returns it", (_log, next) => next()],
    ["awaits it", async (_log, next) => await next()],
  ])("gets the error of what comes after it, and no rejection is left unhandled: %s", async (_what, forgetful) => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    await expect(run(forgetful, failing)).rejects.toThrow("broken");
    await tick();
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test("and fails itself: its own error counts, once the others have ended", async () => {
    let hasEnded = false;
    const both: Step<string[]> = (_log, next) => {
      next();
      throw new Error("mine");
    };
    const slow: Step<string[]> = async () => {
      await tick();
      hasEnded = true;
      throw new Error("theirs");
    };
    await expect(run(both, slow)).rejects.toThrow("mine");
    expect(hasEnded).toBe(true);
  });
});

describe("an error behind a step", () => {
  test.each<[string, Step<string[]>]>([
    [
      "try",
      async (log, next) => {
        try {
          await next();
        } catch {
          log.push("seen to");
        }
      },
    ],
    ["catch", async (log, next) => next().catch(() => void log.push("seen to"))],
  ])("is over once that step saw to it: %s", async (_how, careful) => {
    expect(await run(careful, failing)).toEqual(["seen to"]);
  });
});

describe("a second next()", () => {
  test("is an error that says so, and runs nothing", async () => {
    let runs = 0;
    const twice: Step<string[]> = async (_log, next) => {
      await next();
      await next();
    };
    await expect(run(twice, () => runs++)).rejects.toThrow("A plug called next() a second time");
    expect(runs).toBe(1);
  });

  test("is one as well where the first was not awaited", async () => {
    const twice: Step<string[]> = (_log, next) => {
      next();
      next();
    };
    await expect(run(twice)).rejects.toThrow("A plug called next() a second time");
  });

  test("after the step has ended runs nothing either", async () => {
    let late: () => Promise<void> = async () => {};
    let runs = 0;
    await run(
      (_log, next) => {
        late = next;
      },
      () => runs++,
    );
    await expect(late()).rejects.toThrow("A plug called next() after it had ended");
    expect(runs).toBe(0);
  });
});
