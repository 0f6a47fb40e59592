/** What of other engines comes without types. */
declare module "@babel/core" {
  export function transformSync(source: string, options: object): { readonly code?: string | null } | null;
}
declare module "babel-preset-solid";
declare module "svelte/internal/server";
