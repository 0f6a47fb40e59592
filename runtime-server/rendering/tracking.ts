/** Tracking: before a template, a row or handed contents are rendered, the bits of the paths that changed are set. */
import { FORGOTTEN, RawHtml, type Scope } from "./instance.ts";
import { differsAt, type Path, parsePath, shallowDiffers } from "./reads.ts";
import { outerMask, type PathReads, type RowReads } from "./slot.ts";

/**
 * Notes which paths differ from the scope's last assigns; false when none does and nothing in the caller's content must
 * be evaluated.
 */
export function trackAssigns(scope: Scope, assigns: object): boolean {
  const { template, changes } = scope;
  const before = scope.assigns;
  scope.assigns = assigns;
  let any = false;
  const { paths } = template;
  for (let bit = 0; bit < paths.length; bit++) {
    const path = paths[bit] ?? [];
    const changed =
      bit === template.slotsBit
        ? contentsChanged(scope)
        : path.length === 0
          ? shallowDiffers(before, assigns)
          : before === FORGOTTEN || differsAt(before, assigns, path);
    changes.set(bit, changed);
    any ||= changed;
  }
  return any;
}

/** Sets the bits of a row's own paths; false when none of them changed. `hasMoved`: it is at another position. */
export function trackItem({ changes }: Scope, row: RowReads, before: unknown, after: unknown, hasMoved: boolean): boolean {
  let any = false;
  const paths = pathsOf(row);
  for (let offset = 0; offset < paths.length; offset++) {
    const path = paths[offset] ?? POSITION;
    const changed = path === POSITION ? hasMoved : before === FORGOTTEN || differsAt(before, after, path);
    changes.set(row.from + offset, changed);
    any ||= changed;
  }
  return any;
}

/** Sets the bits of what content reads of the values that a slot hands it. */
export function trackHanded({ changes }: Scope, reads: PathReads, before: object, after: object): void {
  for (const [offset, path] of pathsOf(reads).entries()) {
    const changed = before === FORGOTTEN || (path.length === 0 ? shallowDiffers(before, after) : differsAt(before, after, path));
    changes.set(reads.from + offset, changed);
  }
}

/** True when something that the caller's markup reads changed; what slots hand back is compared where they do. */
function contentsChanged({ contents = {}, caller, handed, refilled }: Scope): boolean {
  if (refilled) return true;
  return Object.entries(contents).some(([name, content]) => {
    if (content === undefined || content instanceof RawHtml || caller === undefined) return false;
    const [block] = content;
    const reads = handed?.[name];
    return caller.changes.meets(reads === undefined ? block.mask : outerMask(reads, block));
  });
}

/** Stands for the row's position among its paths. */
const POSITION: Path = ["@index"];
const rowPaths = new WeakMap<PathReads, readonly Path[]>();

function pathsOf(row: PathReads): readonly Path[] {
  let paths = rowPaths.get(row);
  if (paths === undefined) {
    paths = row.reads.map((path) => (path === "@index" ? POSITION : parsePath(path)));
    rowPaths.set(row, paths);
  }
  return paths;
}
