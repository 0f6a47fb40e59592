/** `livec/testing`. */
export { TestElement, TestFileInput, TestForm } from "./element.ts";
export type { TextFilter } from "./find.ts";
export { followRedirect, type Got, get, type IsolatedOptions, type Live, live, liveIsolated } from "./live.ts";
export type { Outcome } from "./outcome.ts";
export { Page, type Redirection } from "./page.ts";
export { type Measured, type PerformanceLimits, performanceTest } from "./performance.ts";
export { type AnyView, type EventName, type EventsOf, type PayloadFor, type StateOf, TestView } from "./view.ts";
export type { VisitOptions } from "./visitor.ts";
