import { expect, it } from "vitest";
import { Mailbox } from "./mailbox.ts";
import { ManualClock } from "./manual-clock.testing.ts";

type Step = string | { readonly name: string; readonly wait: Promise<void> };

function mailbox(limit = 3) {
  const clock = new ManualClock();
  const log: string[] = [];
  const nameOf = (step: Step | undefined): string => (typeof step === "object" ? step.name : (step ?? "none"));
  const box: Mailbox<Step> = new Mailbox<Step>(
    {
      clock,
      timeout: 10_000,
      within: (fn, argument) => fn(argument),
      deliver(step) {
        log.push(nameOf(step));
        if (step === "throw") throw new Error("thrown");
        if (step === "send") box.post("sent");
        return typeof step === "object" ? step.wait : undefined;
      },
      settled: () => void log.push("|"),
      failed: (error, step) => void log.push(`${nameOf(step)}: ${(error as Error).message}`),
      during() {},
      late: (step) => void log.push(`${nameOf(step)} is late`),
    },
    limit,
  );
  return { clock, log, box };
}
const settle = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

it("keeps messages until it is started, then handles them in one turn", () => {
  const { box, log } = mailbox();
  expect([box.post("a"), box.post("b"), box.post("c"), box.post("d")]).toEqual([true, true, true, false]);
  expect(log).toEqual([]);
  box.start("first", 3);
  expect(log).toEqual(["first", "a", "b", "c", "|"]);
});

it("handles a message at once when it is idle", () => {
  const { box, log } = mailbox();
  box.start("first", 3);
  box.post("a");
  expect(log).toEqual(["first", "|", "a", "|"]);
});

it("waits for an asynchronous handler; what came meanwhile is the next turn", async () => {
  const { box, log } = mailbox();
  let release = (): void => {};
  box.start("first", 3);
  box.post({
    name: "slow",
    wait: new Promise((resolve) => {
      release = resolve;
    }),
  });
  box.post("a");
  box.post("b");
  expect(log).toEqual(["first", "|", "slow"]);
  release();
  await settle();
  expect(log).toEqual(["first", "|", "slow", "|", "a", "b", "|"]);
});

it("gives what a handler sends to its own view a turn of its own", async () => {
  const { box, log } = mailbox();
  box.start("send", 3);
  expect(log).toEqual(["send", "|"]);
  await settle();
  expect(log).toEqual(["send", "|", "sent", "|"]);
});

it("reports what a handler throws or rejects with, and goes on", async () => {
  const { box, log } = mailbox();
  box.start("throw", 3);
  box.post({ name: "reject", wait: Promise.reject(new Error("rejected")) });
  await settle();
  box.post("a");
  expect(log).toEqual(["throw", "throw: thrown", "reject", "reject: rejected", "a", "|"]);
});

it("reports a handler that takes too long, once, and still waits for it", async () => {
  const { box, log, clock } = mailbox();
  let release = (): void => {};
  box.start(
    {
      name: "slow",
      wait: new Promise((resolve) => {
        release = resolve;
      }),
    },
    3,
  );
  clock.advance(60_000);
  expect(log).toEqual(["slow", "slow is late"]);
  release();
  await settle();
  expect(log).toEqual(["slow", "slow is late", "|"]);
  expect(clock.pending).toBe(0);
});

it("takes nothing more once it is closed", async () => {
  const { box, log } = mailbox();
  let release = (): void => {};
  box.start(
    {
      name: "slow",
      wait: new Promise((resolve) => {
        release = resolve;
      }),
    },
    3,
  );
  box.post("a");
  box.close();
  release();
  await settle();
  expect([box.post("b"), log]).toEqual([false, ["slow"]]);
});
