import type { NextProxy } from "next/server";
import type { ReactNode } from "react";
import type { FindUser, FindViewer } from "./user.ts";

/** The query of a page, as Next gives it. */
export type PageQuery = Record<string, string | string[] | undefined>;

export type RequestHandler = (request: Request) => Promise<Response>;

/** The part of a page that differs between providers. */
export type PagePart<Props = object> = (
  props: { query: PageQuery } & Props,
) => ReactNode | Promise<ReactNode>;

/** The modules that `#identity/*` names. Each provider has a folder with all of them. */
interface Provider {
  session: { findUser: FindUser };
  viewer: { findViewer: FindViewer };
  /** Sends signed-out visitors of the workspace to sign in; everything else passes. */
  proxy: { proxy: NextProxy };
  handler: { handler: RequestHandler };
  "sign-in": { SignIn: PagePart };
  "sign-up": { SignUp: PagePart };
  "forgot-password": { ForgotPassword: PagePart };
  "reset-password": { ResetPassword: PagePart };
  /** Where somebody comes who opened the link that confirms their new address. */
  "confirm-address": { ConfirmAddress: PagePart };
  /** Where somebody comes who opened the link that stops a change of their address. */
  "stop-change": { StopChange: PagePart };
  /** Where somebody comes who opened the link that confirms the address they signed up with. */
  "verify-address": { VerifyAddress: PagePart };
  /** Asks for that on the pages of the workspace; `path` is the page's. */
  "verify-banner": {
    VerifyBanner: (props: {
      viewer: { email: string | null; isVerified: boolean };
      path: string;
    }) => ReactNode;
  };
  /** A button that ends the session and leads to a path of this site. */
  "sign-out-to": { SignOutTo: (props: { next: string; label: string }) => ReactNode };
  root: {
    IdentityRoot: (props: { children: ReactNode }) => ReactNode;
    SessionRefresh: () => ReactNode | Promise<ReactNode>;
  };
}

type Implements<Found extends Provider> = Found;

/** Never used: these make the compiler say where a folder lacks a module or gives another type. */
export type BetterAuth = Implements<{
  session: typeof import("./better-auth/session.ts");
  viewer: typeof import("./better-auth/viewer.ts");
  proxy: typeof import("./better-auth/proxy.ts");
  handler: typeof import("./better-auth/handler.ts");
  "sign-in": typeof import("./better-auth/sign-in.tsx");
  "sign-up": typeof import("./better-auth/sign-up.tsx");
  "forgot-password": typeof import("./better-auth/forgot-password.tsx");
  "reset-password": typeof import("./better-auth/reset-password.tsx");
  "confirm-address": typeof import("./better-auth/confirm-address.tsx");
  "stop-change": typeof import("./better-auth/stop-change.tsx");
  "verify-address": typeof import("./better-auth/verify-address.tsx");
  "verify-banner": typeof import("./better-auth/verify-banner.tsx");
  "sign-out-to": typeof import("./better-auth/sign-out-to.tsx");
  root: typeof import("./better-auth/root.tsx");
}>;

export type Clerk = Implements<{
  session: typeof import("./clerk/session.ts");
  viewer: typeof import("./clerk/viewer.ts");
  proxy: typeof import("./clerk/proxy.ts");
  handler: typeof import("./clerk/handler.ts");
  "sign-in": typeof import("./clerk/sign-in.tsx");
  "sign-up": typeof import("./clerk/sign-up.tsx");
  "forgot-password": typeof import("./clerk/forgot-password.tsx");
  "reset-password": typeof import("./clerk/reset-password.tsx");
  "confirm-address": typeof import("./clerk/confirm-address.tsx");
  "stop-change": typeof import("./clerk/stop-change.tsx");
  "verify-address": typeof import("./clerk/verify-address.tsx");
  "verify-banner": typeof import("./clerk/verify-banner.tsx");
  "sign-out-to": typeof import("./clerk/sign-out-to.tsx");
  root: typeof import("./clerk/root.tsx");
}>;
