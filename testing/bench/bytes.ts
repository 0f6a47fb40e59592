/** Bytes of frames: as a step costs them wherever it stands, and as they would travel. */
import { brotliCompressSync, constants, deflateRawSync } from "node:zlib";

/** What permessage-deflate looks back on. */
const WINDOW = 32_768;
/** The end of a message that permessage-deflate leaves out. */
const TAIL = 4;

/**
 * Bytes of a frame, so that a step does not cost more because others came before it: the number of a request counts as
 * one digit, acknowledgements, which ride along when there are any, do not count.
 */
export function bytesOf(frame: string): number {
  const parsed = JSON.parse(frame) as readonly [number, number?, unknown?, ...unknown[]];
  const [view, ref = 0, what, payload, component, ack] = parsed;
  const digits = String(ref).length - 1;
  if (typeof what !== "string") return Buffer.byteLength(frame) - digits;
  const isBare = parsed.length === 4 && typeof payload === "number";
  const kept = isBare ? [view, 1, what] : ack === undefined ? [view, 1, what, ...parsed.slice(3)] : [view, 1, what, payload, component];
  if (ack !== undefined && component === 0) kept.length = 4;
  return Buffer.byteLength(JSON.stringify(kept));
}

/** Whether a frame of the page only says how many of the server's it has. */
export function isAck(frame: string): boolean {
  return (JSON.parse(frame) as readonly unknown[]).length < 3;
}

/** Compresses frame by frame, each with what came before it in mind. */
export class Deflate {
  #before: Buffer = Buffer.alloc(0);

  bytesOf(frame: string): number {
    const text = Buffer.from(frame);
    const dictionary = this.#before.length === 0 ? {} : { dictionary: this.#before };
    const deflated = deflateRawSync(text, { ...dictionary, finishFlush: constants.Z_SYNC_FLUSH });
    this.#before = Buffer.concat([this.#before, text]).subarray(-WINDOW);
    return deflated.length - TAIL;
  }
}

/** As servers compress what they make anew for everybody. */
export function brotliBytesOf(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
}
