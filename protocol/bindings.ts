/** Names a template may use: directives the compiler consumes and bindings the client acts on. Written down once. */

/** Attributes the runtime adds to a view's container. */
export const ContainerAttribute = {
  /** The signed mount token. */
  token: "data-live",
  /** URL of the view's statics. */
  statics: "data-live-statics",
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

/** DOM events a binding of the same name listens to, in this version's client. */
export const eventBindings = [
  "click",
  "capture-click",
  "click-away",
  "dblclick",
  "focus",
  "blur",
  "keydown",
  "keyup",
  "input",
  "change",
  "submit",
  "scroll",
  "mounted",
  "remove",
  "connected",
  "disconnected",
  "window-focus",
  "window-blur",
  "window-keydown",
  "window-keyup",
  "window-scroll",
  "viewport-top",
  "viewport-bottom",
] as const;

/** Bindings that this version's client, server or compiler acts on. The others are reserved: a template that writes one is told. */
export const activeBindings = [
  "click",
  "keydown",
  "keyup",
  "input",
  "change",
  "submit",
  "key",
  "target",
  "update",
  "space",
  "prefix",
  "suffix",
] as const;

/** Default prefix of bindings. */
export const BINDING_PREFIX = "live-";
