import type { Principal } from './aws/service.ts';

/** What a request asks for: every resource must be granted. `conditions`: condition keys and their values in this request. */
export interface Access {
  readonly action: string;
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
}

export type Conditions = Readonly<Record<string, string | readonly string[]>>;

export type Verdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** As AWS ends its sentence: "because no identity-based policy allows the ssm:GetParameter action". */
      readonly reason: string;
      /** The resource that was not granted. */
      readonly resource: string;
    };

export type Authorize = (principal: Principal, access: Access) => Verdict;
