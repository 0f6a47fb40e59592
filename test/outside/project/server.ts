import { createApp } from "livec/server";
import Counter from "./counter.js";
import Root from "./root.live.js";

const app = createApp({ secret: process.env["LIVEC_SECRET"] ?? "a secret of at least thirty-two bytes", layout: Root });
app.live("/", Counter);
await app.listen({ port: Number(process.env["PORT"] ?? 4000), host: "127.0.0.1" });
console.log(app.url);
