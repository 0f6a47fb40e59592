/** Who hosts components where there is no view. */
import type { Components } from "../runtime-server/rendering/components.ts";
import { ComponentHost } from "../runtime-server/view/features/components.ts";

const noTasks = { assign: () => ({}), run() {}, cancel() {}, release() {} };

/** A host for the components that `shown` gives, whose messages go nowhere. Failures are thrown. */
export function componentHost(shown: () => Components): ComponentHost {
  const host: ComponentHost = new ComponentHost({
    id: "1",
    name: "stage",
    uri: "http://test.local/",
    path: "/",
    session: {},
    connected: true,
    connectParams: null,
    connectInfo: null,
    handleAsync: undefined,
    limits: { streamChanges: 9 },
    get features() {
      return {
        timers: { add: () => () => {} },
        clientEvents: { push() {} },
        messages: { subscribe() {}, unsubscribe() {}, broadcast() {} },
        components: host,
        pace: { frame: async () => {} },
        async: noTasks,
        navigation: { push() {} },
        hooks: { attach() {}, detach() {} },
      };
    },
    get shownComponents() {
      return shown();
    },
    routed: true,
    liveAction: null,
    shared: () => undefined,
    useLayout() {},
    carry() {},
    send() {},
    leave() {},
    flush() {},
    post() {},
    log(_level, message, { error } = {}) {
      throw new Error(message, { cause: error });
    },
  });
  return host;
}
