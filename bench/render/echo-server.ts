/**
 * A raw uWebSockets.js echo in a process of its own, which tells its parent what processor time it used when it is
 * asked.
 */
import uws from "uWebSockets.js";

uws
  .App()
  .ws("/*", { message: (socket, message, isBinary) => void socket.send(message, isBinary) })
  .listen("127.0.0.1", 0, (token) => {
    process.send?.({ port: token === false ? 0 : uws.us_socket_local_port(token) });
  });

process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system });
});
