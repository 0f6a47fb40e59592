/** Names a template may use: directives the compiler consumes and bindings the client acts on. Written down once. */

/** Attributes the runtime adds to a view's container. */
export const ContainerAttribute = {
  /** The signed mount token. */
  token: "data-live",
  /** URL of the view's statics. */
  statics: "data-live-statics",
  /** The name of the view, where hooks may ask for it. */
  view: "data-live-view",
  /** The skeleton: what the blocks of the page are, as integers joined by commas. */
  skeleton: "data-live-skeleton",
} as const;

/** Name of the meta tag with the CSRF token, as in LiveView. */
export const CSRF_META = "csrf-token";

/** What `live-update` may say. */
export const updateModes = ["replace", "ignore", "append", "prepend"] as const;
export type UpdateMode = (typeof updateModes)[number];

/** Directives, without their `:`. */
export const directives = ["if", "else-if", "else", "for", "key", "html", "update", "let"] as const;

/**
 * What a binding is: an `event` sends what it is given as a name, a `setting` says something of its element or of its
 * other bindings.
 */
export type BindingKind = "event" | "setting";

/** Parts of the client that a page loads only where its templates use what they do. */
export type ChunkName = "commands" | "confirm" | "events" | "hooks" | "loading" | "navigation" | "rate";

export interface Binding {
  readonly kind: BindingKind;
  /** The chunk of the client that acts on it; absent for what every page can do. */
  readonly chunk?: ChunkName;
  /** The DOM event that sends it; absent for what the client finds out by itself, and for settings. */
  readonly dom?: string;
  /**
   * This version's client, server or compiler acts on it. The others are reserved: a template that writes one is told.
   */
  readonly active: boolean;
}

/** Every {@link Binding} without its prefix, in the order in which lists show them. */
export const bindings = {
  click: { kind: "event", dom: "click", active: true },
  "capture-click": { kind: "event", dom: "click", active: true, chunk: "events" },
  "click-away": { kind: "event", dom: "click", active: true, chunk: "events" },
  dblclick: { kind: "event", dom: "dblclick", active: true, chunk: "events" },
  focus: { kind: "event", dom: "focusin", active: true, chunk: "events" },
  blur: { kind: "event", dom: "focusout", active: true, chunk: "events" },
  keydown: { kind: "event", dom: "keydown", active: true },
  keyup: { kind: "event", dom: "keyup", active: true },
  input: { kind: "event", dom: "input", active: true },
  change: { kind: "event", dom: "change", active: true },
  submit: { kind: "event", dom: "submit", active: true },
  scroll: { kind: "event", dom: "scroll", active: true, chunk: "events" },
  mounted: { kind: "event", active: true, chunk: "events" },
  remove: { kind: "event", active: true, chunk: "events" },
  connected: { kind: "event", active: true, chunk: "events" },
  disconnected: { kind: "event", active: true, chunk: "events" },
  "window-focus": { kind: "event", dom: "focus", active: true, chunk: "events" },
  "window-blur": { kind: "event", dom: "blur", active: true, chunk: "events" },
  "window-keydown": { kind: "event", dom: "keydown", active: true, chunk: "events" },
  "window-keyup": { kind: "event", dom: "keyup", active: true, chunk: "events" },
  "window-scroll": { kind: "event", dom: "scroll", active: true, chunk: "events" },
  "viewport-top": { kind: "event", active: true, chunk: "events" },
  "viewport-bottom": { kind: "event", active: true, chunk: "events" },
  key: { kind: "setting", active: true },
  values: { kind: "setting", active: false },
  target: { kind: "setting", active: true },
  debounce: { kind: "setting", active: true, chunk: "rate" },
  throttle: { kind: "setting", active: true, chunk: "rate" },
  "disable-with": { kind: "setting", active: true, chunk: "loading" },
  "feedback-for": { kind: "setting", active: false },
  "trigger-action": { kind: "setting", active: false },
  "auto-recover": { kind: "setting", active: false },
  model: { kind: "setting", active: false },
  "page-loading": { kind: "setting", active: true, chunk: "loading" },
  "loading.disable": { kind: "setting", active: true, chunk: "loading" },
  "loading.class": { kind: "setting", active: true, chunk: "loading" },
  "loading.show": { kind: "setting", active: true, chunk: "loading" },
  "loading.remove": { kind: "setting", active: true, chunk: "loading" },
  "loading.for": { kind: "setting", active: true, chunk: "loading" },
  patch: { kind: "setting", active: true, chunk: "navigation" },
  navigate: { kind: "setting", active: true, chunk: "navigation" },
  replace: { kind: "setting", active: true, chunk: "navigation" },
  optimistic: { kind: "setting", active: false },
  hook: { kind: "setting", active: true, chunk: "hooks" },
  update: { kind: "setting", active: true },
  confirm: { kind: "setting", active: true, chunk: "confirm" },
  transition: { kind: "setting", active: false },
  "transition-enter": { kind: "setting", active: false },
  "transition-enter-to": { kind: "setting", active: false },
  "transition-leave": { kind: "setting", active: false },
  "transition-leave-to": { kind: "setting", active: false },
  cursors: { kind: "setting", active: false },
  upload: { kind: "setting", active: false },
  "drop-target": { kind: "setting", active: false },
  stream: { kind: "setting", active: false },
  "track-static": { kind: "setting", active: false },
  viewport: { kind: "setting", active: false },
  space: { kind: "setting", active: true },
  prefix: { kind: "setting", active: true },
  suffix: { kind: "setting", active: true },
} as const;

type Bindings = typeof bindings;
export type BindingName = keyof Bindings;
export type EventBinding = { [N in BindingName]: Bindings[N]["kind"] extends "event" ? N : never }[BindingName];
export type ActiveBinding = { [N in BindingName]: Bindings[N]["active"] extends true ? N : never }[BindingName];
/** The types of DOM events that the client listens to by itself, without a chunk. */
export type ListenedType = Exclude<
  Extract<Bindings[EventBinding], { readonly active: true; readonly dom: string }>,
  { readonly chunk: ChunkName }
>["dom"];

// The client takes names from here, and must not carry the table: lists that nobody asks for are left out of a bundle.
export const bindingNames: readonly BindingName[] = /* @__PURE__ */ Object.keys(bindings) as BindingName[];
/** Bindings that send an event. */
export const eventBindings: readonly EventBinding[] = /* @__PURE__ */ bindingNames.filter(
  (name): name is EventBinding => bindings[name].kind === "event",
);
/** Bindings that this version acts on. */
export const activeBindings: readonly ActiveBinding[] = /* @__PURE__ */ bindingNames.filter(
  (name): name is ActiveBinding => bindings[name].active,
);

/** Default prefix of bindings. */
export const BINDING_PREFIX = "live-";
