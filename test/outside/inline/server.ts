import { createApp } from "livec/server";
import Counter from "./counter.ts";

const app = createApp({ secret: "a secret of at least thirty-two bytes" });
app.live("/", Counter);
await app.listen({ port: 0, host: "127.0.0.1" });
console.log(app.url);
