/** The events of a template and of the templates in it, as types. */

/** What a template sends: its own markup, and the templates it contains, which may contain it in turn. */
export interface SentEvents {
  readonly own: object;
  readonly children: readonly unknown[];
}

/** All events of a template and of those in it, each looked at once. */
export type EventsIn<S extends SentEvents> = Collected<readonly [S], never, unknown>;

type Collected<Todo extends readonly unknown[], Seen, Found> = Todo extends readonly [infer S, ...infer Rest]
  ? IsKnown<S, Seen> extends true
    ? Collected<Rest, Seen, Found>
    : S extends SentEvents
      ? Collected<[...Rest, ...S["children"]], Seen | Same<S>, Found & S["own"]>
      : Collected<Rest, Seen, Found>
  : Found;

/** Assignable to that of another type only where the two are the same. */
type Same<S> = (sent: S) => S;

/** A template with errors sends `any`: nothing is known of it. */
type IsKnown<S, Seen> = 0 extends 1 & S ? true : Same<S> extends Seen ? true : false;
