/** Who keeps components where there is no view. */
import type { KeeperOwner } from "../runtime-server/view/component-keeper.ts";

export const keeperOwner: KeeperOwner = {
  id: "1",
  name: "stage",
  uri: "/",
  session: {},
  connected: true,
  connectParams: null,
  connectInfo: null,
  send() {},
  addTimer: () => () => {},
  pushEvent() {},
  sendUpdate() {},
  leave() {},
  flush() {},
  componentChanged() {},
  componentFailed(error) {
    throw error;
  },
};
