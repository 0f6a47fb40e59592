/**
 * Interfaces that programs add to, so that their names have types.
 *
 * @example
 * declare module "livec/server" {
 *   interface Routes { "article.edit": "/articles/:id/edit" }
 *   interface SharedAssigns { currentUser: User }
 * }
 */

/** The paths of routes by their names, for `path` and `app.path`. */
// biome-ignore lint/suspicious/noEmptyInterface: programs add to it
export interface Routes {}

/** What `onMount` hooks and plugs assign for views, which take it with `socket.assignNew`. */
// biome-ignore lint/suspicious/noEmptyInterface: programs add to it
export interface SharedAssigns {}
