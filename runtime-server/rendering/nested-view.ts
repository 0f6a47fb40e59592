/** Views inside a view: `<LiveView>`. Others run them; here each is the HTML of its container. */
import type { Template } from "./contract.ts";
import type { Coroutine } from "./coroutine.ts";

/** The mark of what `defineView` makes. */
export const viewBrand: unique symbol = Symbol("livec.view");

/** A view, as far as a tag needs to know it. */
export interface Viewable {
  readonly [viewBrand]: true;
  readonly name: string;
  readonly template: Template;
}

/** The element around a view: its tag (default `div`) and static attributes. */
export interface Container {
  readonly tag?: string;
  readonly [attribute: string]: string | undefined;
}

/** Attributes of `<LiveView>`. */
export interface NestedOptions {
  readonly view: Viewable;
  /** Tells it from the other views in its parent; a new one makes a new view. Also the `id` of its container. */
  readonly id: string;
  /** Added to the visitor's session for the child's `mount`. Another one is for its next mount. */
  readonly session?: { readonly [name: string]: unknown } | undefined;
  /** The element around it, in place of the view's own. */
  readonly container?: Container | undefined;
  /** Kept while the page goes from view to view. */
  readonly sticky?: boolean | undefined;
}

/** A view that runs inside another. */
export interface OpenView {
  /** Its container, with what is in it now. */
  html(options: NestedOptions): string;
  /** It is shown no more. */
  close(): void;
}

/** Who starts nested views. */
export interface ViewOpener {
  open(options: NestedOptions): Promise<OpenView>;
}

/** A nested view on a page. */
export class NestedView {
  readonly id: string;
  readonly view: Viewable;
  /** As its tag gave them last. */
  options: NestedOptions;
  opened: OpenView | undefined;
  places: readonly string[] = [];
  readonly title = "nested views";
  readonly inside = undefined;

  constructor(options: NestedOptions, opened?: OpenView) {
    this.id = options.id;
    this.view = options.view;
    this.options = options;
    this.opened = opened;
  }

  get html(): string {
    return this.opened?.html(this.options) ?? "";
  }
}

/** The nested views of a rendering. */
export class NestedViews {
  readonly #opener: ViewOpener;
  readonly #byId = new Map<string, NestedView>();
  /** Not open yet. */
  #fresh: readonly NestedView[] = [];

  /** With `shown`, for a page whose nested views stay while all around them is rendered anew. */
  constructor(opener: ViewOpener, shown?: NestedViews) {
    this.#opener = opener;
    for (const { options, opened } of shown ?? []) this.#add(new NestedView(options, opened));
  }

  [Symbol.iterator](): Iterator<NestedView> {
    return this.#byId.values();
  }

  get(id: string): NestedView | undefined {
    return this.#byId.get(id);
  }

  /**
   * The one that a tag stands for: that of its id and view, or a new one. `label` names the tag. Throws where they
   * cannot be right.
   */
  viewOf(options: NestedOptions, label: string): NestedView {
    const { id, view } = options;
    if (typeof id !== "string" || id === "")
      throw new TypeError(`${label}: a nested view needs an id, a text that no other in its view has.`);
    if (typeof view !== "object" || view === null || !(viewBrand in view)) {
      throw new TypeError(
        `${label}: the attribute view of <LiveView> is no view; import the default export of a file that calls defineView.`,
      );
    }
    const known = this.#byId.get(id);
    if (known?.view === view) {
      known.options = options;
      return known;
    }
    const nested = new NestedView(options);
    this.#add(nested);
    this.#fresh = [...this.#fresh, nested];
    return nested;
  }

  #add(nested: NestedView): void {
    this.#byId.set(nested.id, nested);
  }

  /** Opens those that are new. */
  *open(): Coroutine<void> {
    const fresh = this.#fresh.filter(({ places }) => places.length > 0);
    this.#fresh = [];
    if (fresh.length === 0) return;
    yield Promise.all(
      fresh.map(async (nested) => {
        nested.opened = await this.#opener.open(nested.options);
      }),
    ).then(() => {});
  }

  /** It is shown no more. */
  remove(nested: NestedView): void {
    if (this.#byId.get(nested.id) === nested) this.#byId.delete(nested.id);
    nested.opened?.close();
  }
}
