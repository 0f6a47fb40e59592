/** How the claims of docs/security.md are shown. */
import type { Ledger } from "./claims.ts";

const DOCS = "test/docs-security.test.ts";
const EXAMPLES = "test/docs-examples.test.ts";
const XSS = "fixtures/xss/xss.browser.test.ts";
const GALLERY = "fixtures/gallery/gallery.browser.test.ts";
const HTTP = "runtime-server/app/http/http.test.ts";
const GUARD = "runtime-server/app/live/guard.test.ts";
const OTHER = "runtime-server/app/live/other-session.test.ts";
const LIFE = "runtime-server/app/live/life-of-a-view.test.ts";
const BAD = "runtime-server/app/socket/bad-input.test.ts";
const TOKEN = "runtime-server/app/security/token.test.ts";
const FORMS = "test/posted-forms.test.ts";
const URLS = "test/attack/urls.test.ts";
const REQUESTS = "test/attack/requests.test.ts";
const HANDSHAKES = "test/attack/handshakes.test.ts";
const BODIES = "runtime-server/transport/bodies.test.ts";
const CONTEXTS = "protocol/contexts.test.ts";

export const security: Ledger = [
  ["After this page you know", "advice"],
  ["Values are text, never HTML.", [XSS, "none of them runs in"]],
  ["The compiler knows where each stands", [EXAMPLES, "docs/$name"]],
  ["text, `<textarea>`, `<title>`", [EXAMPLES, "docs/$name"], [XSS, "none of them runs in"]],
  ["an attribute | also", [EXAMPLES, "docs/$name"], [XSS, "none of them runs in"]],
  ["a URL attribute |", [EXAMPLES, "docs/$name"], [URLS, "%j is refused"]],
  ["`style={{…}}`", [EXAMPLES, "docs/$name"], [XSS, "none of them runs in"], ["runtime-server/rendering/value.test.ts", "the style"]],
  ["`class` |", ["runtime-server/rendering/value.test.ts", "the class %j is %j"]],
  ["`{...spread}`", [EXAMPLES, "docs/$name"], ["runtime-server/rendering/spread.test.ts", "reads names as HTML does"]],
  ["`<script>`, `<style>`", ["compiler/2-analyse/attributes.test.ts", "is refused"]],
  ["`on*`, `srcdoc`", ["compiler/2-analyse/attributes.test.ts", "is refused"]],
  [
    "In an attribute that is not in this table",
    [CONTEXTS, "docs/security.md shows the table"],
    ["compiler/2-analyse/attributes.test.ts", "is fine"],
  ],
  ["For the others the first row", [CONTEXTS, "docs/security.md shows the table"], [XSS, "nor do the"]],
  ["What is refused can be written out", ["compiler/2-analyse/attributes.test.ts", "is fine"]],
  ["`on…` is refused everywhere.", [XSS, "nor do the"]],
  [
    "The element around a view",
    ["test/container-from-data.test.ts", "a container from data is the element around the view"],
    ["runtime-server/view/container.test.ts", "%j is refused"],
    [XSS, "nor as any part of a container from data"],
  ],
  ["A string is printed as HTML only by", ["runtime-server/rendering/safe-html.test.ts", "trusted HTML is what it was made of"]],
  ["In `href`, `action`, `formaction`", [URLS, "%j is taken"], [URLS, "%j is refused"]],
  ["In `src` and `poster`", ["runtime-server/rendering/url.test.ts", "the image %j is safe"]],
  [
    "Anything else becomes `#blocked`",
    [EXAMPLES, "docs/$name"],
    [URLS, "has a harmless scheme to the standard's parser, whenever it is taken"],
  ],
  ["In `srcset` and `ping`", [URLS, "a list of URLs"]],
  ["After a static beginning", ["runtime-server/rendering/url.test.ts", "keeps the host that"], [EXAMPLES, "docs/$name"]],
  [
    "Redirects go to a path of this site",
    [URLS, "a path of this site"],
    ["runtime-server/view/socket.test.ts", "elsewhere are http and https alone"],
  ],
  ["No inline script, no `eval`", [GALLERY, "every page"]],
  [
    "Every answer has `base-uri",
    [HTTP, "answer text, JSON and HTML with status, headers and security headers"],
    [DOCS, "a policy of one's own takes the place of livec's"],
  ],
  [
    "One thing to know: under such a policy",
    ["test/strict-policy.browser.test.ts", "a browser ignores the style that is rendered first, takes later changes"],
  ],
  ["Prefer classes", "advice"],
  ["Every answer also has", [DOCS, "every answer has the headers, and conn.header replaces any of them"]],
  ["`conn.header` replaces", [DOCS, "every answer has the headers, and conn.header replaces any of them"]],
  ["A socket needs all of these", [LIFE, "a wrong CSRF token, no session, or another protocol: reload, and nothing of the program runs"]],
  ["Origin.", [HANDSHAKES, "$what: $status"]],
  [
    "The page's host must be",
    ["runtime-server/app/security/origin.test.ts", "without a list, the Origin's host must be the Host"],
    ["runtime-server/app/security/origin.test.ts", "with a list"],
  ],
  ["Without an Origin there is no socket.", [HANDSHAKES, "$what: $status"]],
  ["Session and CSRF token.", [LIFE, "a wrong CSRF token, no session, or another protocol"]],
  ["The cookie and the token in the page", [LIFE, "a wrong CSRF token, no session, or another protocol"]],
  ["Otherwise the page reloads.", [LIFE, "a wrong CSRF token, no session, or another protocol: reload"]],
  ["The mount token, sealed by the server", ["runtime-server/app/live/mount-token.test.ts", "opens what was sealed"]],
  ["A forged one: the page reloads.", ["test/attack/tokens.test.ts", "makes the page load again, and nothing else"]],
  [
    "An expired one, another visitor's",
    [LIFE, "an expired token, and one of another visitor, mount under the visitor's own session"],
    [BAD, "replayed by its own visitor: a fresh view, never the running one"],
    [LIFE, "is mounted again with the URL of its token, and no other"],
  ],
  [
    "The first of your code that runs then",
    [LIFE, "nothing of the program runs"],
    [GUARD, "is not mounted where a hook redirects, or throws"],
  ],
  [
    "Sessions, CSRF tokens and mount tokens",
    [TOKEN, "open to what was sealed, for their purpose alone, until they expire"],
    [TOKEN, "fail with any single bit changed"],
  ],
  ["To rotate it", [TOKEN, "stay good when the secret is rotated, and fail when the old one is dropped"]],
  [
    "The session cookie is `HttpOnly`",
    [TOKEN, "travel in a cookie and come back without a prototype"],
    [HTTP, "cookie is for TLS only where the visitor's connection is"],
  ],
  ["Plain `POST` routes need", [HTTP, "that change something want the CSRF token of the visitor's session"]],
  ["[Posted forms](templates.md#posted-forms) have the field", [FORMS, "a posted form is accepted"], [HTTP, "stand in the root layout"]],
  [
    "It never leaves your site",
    [FORMS, "the token goes when the form is to be sent to another site"],
    ["compiler/2-analyse/forms.test.ts", "there is none where the form"],
  ],
  [
    "The token is in pages, which are private",
    [LIFE, "keeps the page private and gives it a CSRF token"],
    [FORMS, "what a view shows is the same file for everybody"],
  ],
  ["`csrf: false` opens", [HTTP, "that change something want the CSRF token of the visitor's session"]],
  ["A plug sees requests over HTTP", [DOCS, "a plug sees no join"]],
  ["What guards a live page is", [GUARD, "asks the app's hooks, then the route's, until one refuses"]],
  ["They run before a view is mounted", [GUARD, "a join that %s"], [GUARD, "is not mounted where a hook redirects, or throws"]],
  ["A hook returns nothing", [GUARD, "is let in by a hook that says nothing"]],
  [
    "Where not, it redirects or throws",
    [GUARD, "is not mounted where a hook redirects, or throws"],
    [DOCS, "after the log-out no way leads to the page that is still open"],
  ],
  ["`socket` in a hook has", [GUARD, "tells a hook the visitor, the page and the view"]],
  ["`params` and `session` are those", [GUARD, "tells a hook the visitor, the page and the view"]],
  [
    "Hooks hold for [views inside]",
    ["test/guards.test.ts", "a nested view is not adopted, resumed or mounted where the guards of its page refuse"],
  ],
  ["An error in a hook keeps the page out", [GUARD, "that fails keeps the page out"], [GUARD, "that does not answer is told in the log"]],
  ["A view is mounted with the URL", [GUARD, "cannot be gone around with the token of an open page and another URL"]],
  ["A view that waits for its page is taken over only", [OTHER, "the session is another"], [OTHER, "the session is the same"]],
  ["Somebody who logged in or out since", [OTHER, "its parked view ends, and the page is mounted under the visitor's own session"]],
  ["With `session: { identity", [OTHER, "as far as `session.identity` looks"]],
  ["Call `conn.renewSession()`", [HTTP, "renewing a session gives it another id and CSRF token"]],
  ["`conn.clearSession()` is", [HTTP, "clearing it leaves nothing"]],
  ["A socket has the session of the cookie", [DOCS, "what is open in another tab stays open until that reconnects"]],
  ["A log-out in one tab does not end", [DOCS, "what is open in another tab stays open until that reconnects"]],
  ["Plugs, files and routes see one form", [HTTP, "are found by the one form of their path, which plugs see as well"]],
  ["Files come after plugs", [HTTP, "a plug can guard files"]],
  ["HTTP is read strictly", [REQUESTS, "$what: $status"]],
  ["Answered with 400", [REQUESTS, "$what: $status"], [REQUESTS, "$what ends the connection"]],
  [
    "What follows such a request",
    [REQUESTS, "ends the connection: no second request is read from it"],
    ["runtime-server/transport/node.test.ts", "is not begun before the other is answered"],
  ],
  ["HTTP/1.0 gets 505", [REQUESTS, "$what: $status"]],
  ["livec's own refusals carry", [REQUESTS, "$what: $status"]],
  ["What uWebSockets.js refuses before", [REQUESTS, "$what: $status"]],
  ["No answer names the server", [REQUESTS, "$what: $status"]],
  ["A body is read only where", [BODIES, "wait until somebody asks"], [BODIES, "are refused over the limit"]],
  [
    "Until then its client waits",
    [BODIES, "wait until somebody asks"],
    ["runtime-server/transport/body.test.ts", "$what is refused and not kept"],
  ],
  ["From a client come a URL", ["test/attack/frames.test.ts", "%s"]],
  ["Event names are looked up", ["runtime-server/view/define.test.ts", "keeps only own events as the allow-list"]],
  ["Every frame is checked for size", [BAD, "a frame that is"], [BAD, "within every bound arrives whole, in objects without a prototype"]],
  ["Whatever checks a visitor's text", ["test/attack/linear.test.ts", "time in proportion to length"]],
  ["What is refused is logged once", [DOCS, "a strike is logged once per socket"], [BAD, "is closed with 1008 after ten refused frames"]],
  ["Every queue and cache has", ["runtime-server/app/limits.test.ts", "docs/limits.md names every limit with its default"]],
  ["An answer that sets a cookie", ["runtime-server/app/http/answer.test.ts", "Cache-Control of an answer that sets a cookie"]],
  ["Errors tell visitors nothing in production.", [HTTP, "details in development only"]],
  [
    "Logged payloads are cut short",
    ["runtime-server/view/redact.test.ts", "hides secrets by name, wherever they are"],
    ["runtime-server/view/redact.test.ts", "bounds length"],
  ],
  ["uWebSockets.js is not on npm", [DOCS, "the native server comes in exact versions, each package pinned by its hash"]],
  ["They are prebuilt code", "advice"],
  ["What pins them is the hash", [DOCS, "the native server comes in exact versions, each package pinned by its hash"]],
  ["Commit the lock file", "advice"],
  ["Who does not want prebuilt code", ["runtime-server/transport/choose.test.ts", "is what it asks for"]],
  ["Payloads.", "advice"],
  ["Their TypeScript type describes", "advice"],
  ["Check them:", "advice"],
  ["Authorisation, in every handler", "advice"],
  ["That a button was not rendered", [DOCS, "an event runs though its button is not shown"]],
  ["Look things up under the visitor", "advice"],
  ["Long-lived pages.", "advice"],
  ["`mount` saw the session once.", [DOCS, "what is open in another tab stays open until that reconnects"]],
  ["Where rights can be taken away", "advice"],
  ["What you put into assigns", [DOCS, "what no template reads stays on the server"]],
  ["What no template reads", [DOCS, "what no template reads stays on the server"]],
  ["Rates that mean something", "advice"],
  ["TLS, in front", "advice"],
];
