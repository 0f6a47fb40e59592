/** A component with a state, of which the bench shows a thousand. */
import { type Component, defineComponent } from "livec/server";
import template from "./like.live.ts";

export const Like: Component<{ id: number; label: string }> = defineComponent({
  template,
  mount: (_, props: { id: number; label: string }) => ({ label: props.label, count: 0 }),
  events: { like: (socket) => socket.update("count", (count) => count + 1) },
});
