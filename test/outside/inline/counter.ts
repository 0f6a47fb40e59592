import { defineView } from "livec/server";
import { live } from "./counter.live.ts";
import { live as step } from "./counter.step.live.ts";

export interface Assigns {
  count: number;
  steps: readonly number[];
}

export interface StepAssigns {
  by: number;
}

export const button = step`<button live-click="add" live-value-by={by}>+{by}</button>`;

export default defineView({
  template: live`
    <script lang="ts">
      import Step from "./counter.step.live.ts";
    </script>
    <output>{\`\${count}\`}</output>
    <Step :for={by of steps} :key={by} by={by} />`,
  mount: (_socket, params) => ({ count: Number(params.start ?? 0), steps: [1, 10] }),
  events: {
    add: (socket, { by = "1" }) => socket.update("count", (count) => count + Number(by)),
  },
});
