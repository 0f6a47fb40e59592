/** What is thrown for a value that a template cannot show. */

/** A value that a template cannot show. Its message begins with the place, once that is known. */
export class ValueError extends TypeError {
  override readonly name = "TypeError";
  #placed = false;

  /** @param place `todo.live.html:12`; the first one counts, which is the innermost */
  at(place: string): void {
    if (this.#placed) return;
    this.#placed = true;
    const { message } = this;
    this.message = `${place}: ${message}`;
    if (this.stack !== undefined) this.stack = this.stack.replace(message, () => this.message);
  }
}
