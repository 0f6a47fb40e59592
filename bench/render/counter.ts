import { defineComponent } from "../../runtime-server/view/define-component.ts";
import { load } from "./templates.ts";

/** A button that counts its clicks. */
export default defineComponent({
  template: load<{ count: number }>("counter"),
  mount: (_, _props: { id: string }) => ({ count: 0 }),
  events: { inc: (socket) => socket.update("count", (count) => count + 1) },
});
