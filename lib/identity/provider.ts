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

/**
 * Makes the compiler say where the folder of an identity provider lacks a module or gives another type:
 * each folder has an `implements.ts`.
 */
export type Implements<Found extends Provider> = Found;
