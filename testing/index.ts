/**
 * `livec/testing`: pages of an app in jsdom, with the real client, the server's core in the same process, and time that
 * stands still until a test moves it. For vitest, `node:test` or any other runner.
 *
 * @example
 * const { view } = await live(app, "/thermo", Thermo);
 * assert.match(await view.element("button", "Increment").click(), /31/);
 */
export { type ComponentOptions, type LiveComponent, liveComponent, type Renderable, renderComponent } from "./component.ts";
export { type FormData, TestElement, TestFileInput, TestForm, type Values } from "./element.ts";
export type { TextFilter } from "./find.ts";
export type { LogEntry } from "./lab.ts";
export { followRedirect, type Got, get, type IsolatedOptions, type Live, live, liveIsolated } from "./live.ts";
export { type MockFileOptions, mockFile } from "./mock-file.ts";
export type { Outcome } from "./outcome.ts";
export { Page, type Redirection } from "./page.ts";
export { type Measured, type PerformanceLimits, performanceTest } from "./performance.ts";
export {
  assertHtmlSnapshot,
  assertPatch,
  assertPatched,
  assertPushEvent,
  assertRedirect,
  assertRedirected,
  assertReply,
  assertState,
  element,
  findLiveChild,
  form,
  hasElement,
  LiveViewTestClient,
  liveChildren,
  MockUploadFile,
  pageTitle,
  putConnectInfo,
  putConnectParams,
  render,
  renderBlur,
  renderChange,
  renderClick,
  renderFocus,
  renderHook,
  renderKeydown,
  renderKeyup,
  renderPatch,
  renderSubmit,
  sendEvent,
} from "./seeds.ts";
export type { Evaluated } from "./tally.ts";
export { type AnyView, type EventName, type EventsOf, type FlashMessages, type PayloadFor, type StateOf, TestView } from "./view.ts";
export type { VisitOptions } from "./visitor.ts";
