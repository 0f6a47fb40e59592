/** Every error that livec raises while an app runs: what is behind it, how it comes about, and how it is right. */
import type { ErrorCode } from "../../runtime-server/base/errors.ts";

/** One entry; the key is the error's `code`. */
export interface RunTimeError {
  /** A few words: the name of the problem. */
  readonly title: string;
  /** Markdown. Its lines are joined with spaces. */
  readonly explanation: readonly string[];
  /**
   * A program that raises it. What stands in `livec/server` need not be imported; `template` reads `count` and sends
   * `go`, and the view called `Page` is visited and sent that event. `undefined` where the fault is not in a program.
   */
  readonly wrong: string | undefined;
  /** What the error says, of the program above. */
  readonly message: string;
  /** A program like it, without an error; or the way out. */
  readonly right: string;
}

export const runTimeErrors: { readonly [C in ErrorCode]: RunTimeError } = {
  "bad-definition": {
    title: "a view or component that cannot be right",
    explanation: [
      "`defineView` and `defineComponent` check what they are given, and `mount` what it returns, for programs that no type checker has seen.",
      "The message names the member and, where one is near, the name that was meant.",
    ],
    wrong: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  event: { go: (socket) => socket.assign({ count: 1 }) },
});`,
    message: 'defineView: unknown option "event" in the view of page.live.html. Did you mean "events"?',
    right: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: { go: (socket) => socket.assign({ count: 1 }) },
});`,
  },
  "bad-option": {
    title: "an option or argument that cannot be right",
    explanation: [
      "Options of `createApp`, of routes, of timers and of answers are checked where they are given,",
      "so that the stack leads to the line that is wrong. Limits and their names are in docs/limits.md.",
    ],
    wrong: "createApp({ limits: { mailbx: 128 } });",
    message: 'limits: there is no "mailbx". Did you mean "mailbox"?',
    right: "createApp({ limits: { mailbox: 128 } });",
  },
  "unknown-assign": {
    title: "an assign that the view does not have",
    explanation: [
      "A view's state has the names that `mount` returned and those that its template reads. Anything else is a slip: nobody would see it.",
      "TypeScript says so before; this is for JavaScript and for casts.",
    ],
    wrong: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: { go: (socket) => socket.assign({ cuont: 1 }) },
});`,
    message: 'The view page has no assign "cuont". Did you mean "count"? Return it from mount to add it.',
    right: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: { go: (socket) => socket.assign({ count: 1 }) },
});`,
  },
  "bad-redirect": {
    title: "a redirect that would lead elsewhere",
    explanation: [
      "`to` is a path of this site and `external` an absolute http or https URL.",
      "A path that begins with two slashes would lead to another host, which is how redirects taken from a query are abused.",
    ],
    wrong: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: { go: (socket) => socket.redirect({ to: "//elsewhere.example" }) },
});`,
    message:
      '"//elsewhere.example" is not a path of this site. A path starts with one "/"; for another site use { external: "https://…" }.',
    right: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: { go: (socket) => socket.redirect({ to: "/welcome" }) },
});`,
  },
  "bad-path": {
    title: "a path of a route that does not exist, or without a parameter",
    explanation: [
      "`path` and `app.path` make the path of a route by the name that its option `as` gives it, with its action behind it.",
      "Each parameter of its pattern needs a value that can be a segment of a path; all others become the query.",
    ],
    wrong: `const Page = defineView({ template, mount: () => ({ count: 0 }) });
const app = createApp().live("/users/:id", Page, { as: "user" });
app.path("user");`,
    message: 'path("user"): /users/:id needs a value for "id".',
    right: `const Page = defineView({ template, mount: () => ({ count: 0 }) });
const app = createApp().live("/users/:id", Page, { as: "user" });
app.path("user", { id: 7, tab: "posts" }); // "/users/7?tab=posts"`,
  },
  "mailbox-full": {
    title: "more messages than a view can hold",
    explanation: [
      "A view handles one message at a time; the others wait in its mailbox, which holds `mailbox` of them (docs/limits.md).",
      "A view that sends itself a message for each of many items fills it. Send one message with all of them, or do the work in place.",
    ],
    wrong: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: {
    go(socket) {
      for (let item = 1; item <= 100; item++) socket.send({ item });
    },
  },
});`,
    message: 'The mailbox of the view page is full: 64 messages wait (limit "mailbox").',
    right: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: {
    go(socket) {
      socket.send({ items: Array.from({ length: 100 }, (_, index) => index + 1) });
    },
  },
});`,
  },
  "kept-full": {
    title: "more changes than can wait for a page",
    explanation: [
      "Temporary assigns are rendered at once and then dropped, so what was rendered has to be kept for as long as its page cannot be reached.",
      "`keptRenders` of these are kept (docs/limits.md); then the view ends and its page mounts anew when it comes back.",
      "A view that produces much while nobody looks keeps it elsewhere, and assigns it in `handleConnect`.",
    ],
    wrong: undefined,
    message: 'More than 256 changes wait for the page of chat (limit "keptRenders").',
    right: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  handleConnect(socket) {
    socket.assign({ count: socket.assigns.count + 1 });
  },
});`,
  },
  "too-many-timers": {
    title: "more timers than a view may have",
    explanation: [
      "`sendAfter` and `sendInterval` return a function that cancels them, and all of them end with the view.",
      "A handler that starts one at every event, and cancels none, collects them.",
    ],
    wrong: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: {
    go(socket) {
      for (let beat = 0; beat < 100; beat++) socket.sendInterval("tick", 1000);
    },
  },
});`,
    message: 'A view has at most 64 timers (limit "timers").',
    right: `const Page = defineView({
  template,
  mount(socket) {
    socket.sendInterval("tick", 1000);
    return { count: 0 };
  },
});`,
  },
  "too-many-tasks": {
    title: "more asynchronous tasks than a view may have",
    explanation: [
      "`assignAsync` and `startAsync` count from when they are called until the view was told what came of them.",
      "A task of the same name takes the place of the one before; a handler that gives each a name of its own collects them.",
    ],
    wrong: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: {
    go(socket) {
      for (let page = 0; page < 100; page++) socket.startAsync(\`page \${page}\`, () => fetch("http://127.0.0.1:9"));
    },
  },
  handleAsync() {},
});`,
    message: 'A view has at most 64 asynchronous tasks (limit "asyncTasks").',
    right: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: {
    go: (socket) => socket.startAsync("pages", async () => [1, 2, 3]),
  },
  handleAsync: (socket, name, outcome) => socket.assign({ count: outcome.ok ? outcome.result.length : 0 }),
});`,
  },
  "no-stream": {
    title: "a stream that was not made",
    explanation: [
      "`streamInsert` and `streamDelete` change a stream that `socket.stream` made, under the name of the assign that holds it.",
      "It need not have items: `socket.stream(name, [])`.",
    ],
    wrong: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: { go: (socket) => socket.streamInsert("messages", { id: 1 }) },
});`,
    message: 'The view page has no stream "messages". Make it in mount: messages: socket.stream("messages", []).',
    right: `const Page = defineView({
  template,
  mount: (socket) => ({ count: 0, messages: socket.stream("messages", []) }),
  events: { go: (socket) => socket.streamInsert("messages", { id: 1 }) },
});`,
  },
  "stream-lost": {
    title: "a page needs the rows of a stream, which only it had",
    explanation: [
      "The server keeps the keys of a stream's rows and nothing else. Where a page has to be built anew from all values (something tore it apart, or a template was",
      "replaced in development), they are made again as they were made first: the view ends, and its page mounts it. Nothing is wrong with the program.",
    ],
    wrong: undefined,
    message: "The page of chat needs all rows of a stream, which it alone had: the view is mounted anew.",
    right: `const Page = defineView({
  template,
  mount: (socket) => ({ count: 0, messages: socket.stream("messages", [{ id: 1 }]) }),
  events: { go() {} },
});`,
  },
  "life-cycle": {
    title: "something that is not there yet",
    explanation: [
      "A view has no assigns before `mount` has returned them. Inside `mount`, keep what you build in a variable and return it.",
    ],
    wrong: `const Page = defineView({
  template,
  mount(socket) {
    socket.assign({ count: 0 });
    return { count: 1 };
  },
});`,
    message: "There are no assigns before mount has returned them.",
    right: `const Page = defineView({
  template,
  mount: () => ({ count: 1 }),
});`,
  },
  "no-client": {
    title: "the client is not built",
    explanation: ["Pages load a script that comes with the package, `dist/client.min`. A checkout of livec itself has to be built first."],
    wrong: undefined,
    message:
      "The client is not built: dist/client.min is missing. Run `npm run build` in livec, or give createApp a `client` URL of your own.",
    right: 'createApp({ client: "/assets/client.js" });',
  },
  "no-native-server": {
    title: "uWebSockets.js has no binary for this machine",
    explanation: [
      "uWebSockets.js is a native module: it has binaries for some platforms, versions of Node and C libraries. The message says which of the three it is.",
      'With the package `ws` installed, livec listens with `node:http` instead and says so; `createApp({ transport: "node" })` asks for that.',
    ],
    wrong: undefined,
    message: "uWebSockets.js has no binary for Node 19 on linux-x64: there are some for Node 20, 22, 24.",
    right: 'createApp({ transport: "node" });',
  },
  "no-ws": {
    title: "the package ws is not installed",
    explanation: ["Sockets on `node:http` need the package `ws`, an optional peer of livec."],
    wrong: undefined,
    message: "Sockets on node:http need the package ws: npm install ws",
    right: 'createApp({ transport: "uws" });',
  },
  listen: {
    title: "the app cannot listen, or does not yet",
    explanation: ["The port is taken or not allowed, or the app is asked for its port before `listen` has resolved."],
    wrong: `const app = createApp();
app.port;`,
    message: "The app does not listen yet; await app.listen({ port }) first.",
    right: `const app = createApp();
await app.listen({ port: 0, host: "127.0.0.1" });
app.port;
await app.close();`,
  },
  "session-too-large": {
    title: "more in the session than a cookie holds",
    explanation: [
      "The session travels in a cookie, of which browsers keep 4,096 bytes with everything around it.",
      "Keep an id in it, and the data on the server.",
    ],
    wrong: `const app = createApp({ secret: "a secret of thirty-two bytes, at least" });
app.get("/", (conn) => {
  conn.session.cart = Array.from({ length: 500 }, (_, index) => "article " + index);
  conn.text("ok");
});
return app;`,
    message: "The session is 9386 bytes as a cookie; browsers keep 4096. Keep an id in it and the data on the server.",
    right: `const app = createApp({ secret: "a secret of thirty-two bytes, at least" });
app.get("/", (conn) => {
  conn.session.cart = "7";
  conn.text("ok");
});
return app;`,
  },
  "bad-reply": {
    title: "no answer, or one without a meaning",
    explanation: [
      "A handler of a route answers on `conn`, a plug calls `next()` once or answers, an event's handler returns nothing, `{ reply }` or a redirect.",
      "Anything else would leave a visitor without an answer, or be dropped silently.",
    ],
    wrong: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: { go: () => "done" },
});`,
    message: "A handler of page returned something else than nothing, { reply } or a redirect.",
    right: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: { go: () => ({ reply: "done" }) },
});`,
  },
  "changed-in-place": {
    title: "a Date or an instance of a class that a draft handed out was changed",
    explanation: [
      "`socket.update((draft) => …)` copies what is written to: plain objects, arrays, Maps and Sets. A Date, or an instance of a class, it hands out as it is, for a copy of",
      "one would not be what it was. They can be read, and replaced; a change inside them would be a change of the state before, which no render sees.",
    ],
    wrong: `const Page = defineView({
  template,
  mount: () => ({ count: 0, due: new Date(0) }),
  events: { go: (socket) => socket.update((draft) => draft.due.setFullYear(2030)) },
});`,
    message:
      "socket.update: draft.due was changed in place. A draft copies plain objects, arrays, Maps and Sets; assign a new Date or instance instead.",
    right: `const Page = defineView({
  template,
  mount: () => ({ count: 0, due: new Date(0) }),
  events: {
    go: (socket) =>
      socket.update((draft) => {
        draft.due = new Date(Date.UTC(2030, 0));
      }),
  },
});`,
  },
  "form-invalid": {
    title: "the output of a form that is not right, or not checked yet",
    explanation: [
      "`form.output` is what the schema made of the data. There is none before `validateAll` or `submit` answered `true`, and none once a field changed after that.",
      "In `formValid` it is always there.",
    ],
    wrong: `const Page = defineView({
  template,
  mount: () => ({ count: 0, form: liveForm({ name: { required: true } }) }),
  events: { go: (socket) => socket.assign({ count: socket.assigns.form.output.name === "Ada" ? 1 : 0 }) },
});`,
    message: "A form has no output before validateAll or submit has found that all of it is right.",
    right: `const Page = defineView({
  template,
  mount: () => ({ count: 0, form: liveForm({ name: { required: true } }) }),
  events: {
    go(socket, payload) {
      const form = socket.assigns.form.copy();
      if (form.submit(payload)) socket.assign({ form, count: form.output.name === "Ada" ? 1 : 0 });
      else socket.assign({ form });
    },
  },
});`,
  },
  "async-form": {
    title: "a form's check takes its time, and was asked to answer at once",
    explanation: [
      "A schema, or a validator, that answers with a promise has to be waited for: `change`, `submit`, `validateField` and `validateAll` cannot.",
      "Nor can a draft, which is gone when the promise is settled: work on a copy of the form, and assign it.",
    ],
    wrong: `const Page = defineView({
  template,
  mount: () => ({ count: 0, form: liveForm({ name: { validators: [async () => "Taken."] } }) }),
  events: {
    go: (socket) =>
      socket.update(({ form }) => {
        form.submit({ name: "Ada" });
      }),
  },
});`,
    message:
      "A check of this form takes its time. Use changeAsync, submitAsync or validateAllAsync, on a copy: const form = socket.assigns.form.copy().",
    right: `const Page = defineView({
  template,
  mount: () => ({ count: 0, form: liveForm({ name: { validators: [async () => "Taken."] } }) }),
  events: {
    async go(socket, payload) {
      const form = socket.assigns.form.copy();
      await form.submitAsync(payload);
      socket.assign({ form });
    },
  },
});`,
  },
  "bad-message": {
    title: "a message that cannot travel to other processes",
    explanation: [
      "With an engine (`createApp({ pubsub })`) a message is sent as JSON, which has no functions, no `undefined` and no bigints, and nothing that contains itself.",
      "Without one it stays in its process, and may be anything.",
    ],
    wrong: `const pubsub = { open: async () => {}, listen() {}, ignore() {}, publish: async () => {}, close: async () => {} };
createApp({ pubsub }).broadcast("orders", { total: 12n });`,
    message: "A message for other processes travels as JSON: Do not know how to serialize a BigInt.",
    right: `const pubsub = { open: async () => {}, listen() {}, ignore() {}, publish: async () => {}, close: async () => {} };
createApp({ pubsub }).broadcast("orders", { total: String(12n) });`,
  },
  "no-answer": {
    title: "a view that does not answer a call",
    explanation: [
      "`app.call` asks one view, by its `socket.id`. It rejects where no process has that view, where the view has no `handleCall`, and where the answer takes too long.",
      "Views end when their visitors leave: whoever calls one has to expect it.",
    ],
    wrong: 'await createApp().call("gone", "count");',
    message: "The view gone is not here.",
    right: 'const count = await createApp().call("gone", "count").catch(() => 0);',
  },
  pubsub: {
    title: "an engine that cannot be reached",
    explanation: [
      "`app.listen` connects to what `createApp({ pubsub })` names, and rejects where that is not there: an app that was to reach other processes should not seem to.",
      "Later the engine may go and come back; that is logged, and what was sent meanwhile is lost.",
    ],
    wrong: undefined,
    message: "The pubsub engine cannot be reached: connect ECONNREFUSED 127.0.0.1:6379",
    right: "createApp({ pubsub: undefined });",
  },
  "too-many-subscriptions": {
    title: "more topics than a view may be subscribed to",
    explanation: [
      "A view that subscribes to a topic for each row of a list collects them. Subscribe to one topic for the list, and say in the message which row it is about.",
      "`socket.unsubscribe` gives one back; all of them end with the view.",
    ],
    wrong: `const Page = defineView({
  template,
  mount: () => ({ count: 0 }),
  events: {
    go(socket) {
      for (let row = 0; row < 1000; row++) socket.subscribe(\`row:\${row}\`);
    },
  },
});`,
    message: 'A view has at most 256 subscriptions (limit "subscriptions").',
    right: `const Page = defineView({
  template,
  mount(socket) {
    socket.subscribe("rows");
    return { count: 0 };
  },
});`,
  },
};
