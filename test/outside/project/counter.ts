import { defineView } from "livec/server";
import template from "./counter.live.js";

export default defineView({
  template,
  mount(socket, params) {
    socket.sendInterval("tick", 1000);
    return {
      count: Number(params.start ?? 0),
      now: new Date(),
      notes: [
        { id: "a", text: "Milk" },
        { id: "b", text: "Eggs" },
      ],
    };
  },
  events: {
    inc(socket, { by = "1" }) {
      socket.assign({ count: socket.assigns.count + Number(by) });
    },
    dec(socket) {
      socket.update("count", (count) => count - 1);
    },
    drop(socket, { id }) {
      socket.update("notes", (notes) => notes.filter((note) => note.id !== id));
    },
  },
  handleInfo(socket, message) {
    if (message === "tick") socket.assign({ now: new Date() });
  },
});
