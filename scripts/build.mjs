// `npm run build`: dist/, bundles and declarations.
import { build, ensurePackages } from "./project.mjs";

await ensurePackages();
await build();
