/** `livec/server`: views and the app around them. */
export { Commands, js } from "../protocol/commands.ts";
export { type App, type AppStats, createApp, type Refreshed } from "./app/app.ts";
export type { Conn, ConnLiveOptions } from "./app/http/conn.ts";
export type { ErrorAssigns } from "./app/http/error-page.ts";
export type { Layout } from "./app/http/layout.ts";
export type { RouteHandler } from "./app/http/routing.ts";
export { defaultLimits, type Limits } from "./app/limits.ts";
export type { LiveSessionOptions } from "./app/live/live-session.ts";
export type { OnMount, OnMountResult, OnMountSocket } from "./app/live/on-mount.ts";
export type { Where } from "./app/messages/errand.ts";
export { pushEventToView, pushToView, type ViewPush } from "./app/messages/push.ts";
export type { AppOptions } from "./app/options.ts";
export type { RouteInfo } from "./app/route-list.ts";
export { type PathParams, path, type RouteName } from "./app/route-names.ts";
export type { LiveOptions, Plug, RouteOptions, Scope, ScopeOptions } from "./app/scope.ts";
export type { SessionOptions } from "./app/security/session.ts";
export * from "./base/declared.ts";
export { type ErrorCode, HttpError, httpError, LivecError, notFound } from "./base/errors.ts";
export type { Cancel, Clock, Logger, LogLevel } from "./base/host.ts";
export type { Pubsub, PubsubListener } from "./pubsub/engine.ts";
export type { Component, ComponentId, Myself, Template } from "./rendering/contract.ts";
export { render } from "./rendering/html-writer.ts";
export { type SafeHtml, unsafeHtml } from "./rendering/safe-html.ts";
export type { Stream, StreamOptions } from "./rendering/stream.ts";
export type { TransportName } from "./transport/choose.ts";
export type { Handlers, Listening, ListenOptions, Transport } from "./transport/transport.ts";
export { type AsyncOk, type AsyncOutcome, type AsyncPending, AsyncResult } from "./view/async-result.ts";
export {
  type ConnectReason,
  type Container,
  defineView,
  type Handler,
  type HandlerResult,
  type Params,
  type PayloadOf,
  type Session,
  type State,
  type View,
} from "./view/define.ts";
export {
  type ComponentFacts,
  type ComponentHandler,
  type ComponentState,
  type ComponentTerminateReason,
  defineComponent,
} from "./view/define-component.ts";
export type { AsyncFunction, AsyncOptions } from "./view/features/async.ts";
export type { Flash } from "./view/features/flash.ts";
export type { HookResult, HookStage, HookStages } from "./view/features/hooks.ts";
export type { LiveTarget, QueryParams } from "./view/features/navigation.ts";
export type { InsertOptions } from "./view/features/streams.ts";
export { type FormField, type FormOf, type FormOptions, type LiveForm, liveForm } from "./view/forms/form.ts";
export { liveFormFromModel, type Model, type ModelOptions } from "./view/forms/model.ts";
export type { FieldRules, FieldValue, GroupRules, ListRules, Rule, Rules, Validator } from "./view/forms/rules.ts";
export type { FieldName, FormData, FormOutput, FormSchema } from "./view/forms/types.ts";
export type { LifeState, TerminateReason } from "./view/life.ts";
export { Redirect, type RedirectTarget } from "./view/redirect.ts";
export { type Issue, type OnOptions, on } from "./view/schema.ts";
export type { ComponentMountSocket, ComponentSocket, ConnectInfo, MountSocket, Socket } from "./view/socket.ts";
