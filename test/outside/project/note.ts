import { defineComponent } from "livec/server";
import template from "./note.live.js";

export default defineComponent({
  template,
  mount: (_, props: { id: string; text: string }) => ({ text: props.text, editing: false }),
  events: {
    edit: (socket) => socket.assign({ editing: true }),
    save: (socket, { text }) => socket.assign({ text: String(text), editing: false }),
  },
});
