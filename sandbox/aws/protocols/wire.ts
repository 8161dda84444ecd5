/** A request as bytes: what an HTTP server or the in-memory transport received. */
export interface WireRequest {
  readonly method: string;
  /** Path with its query, as on the request line. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An answer as bytes. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Strict: throws a TypeError on what is not UTF-8. */
export const text = (body: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(body);

/** Escapes character data of an XML element. */
export const xmlText = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Splits a request line's path into its path and its query parameters. */
export const splitPath = (path: string): { readonly path: string; readonly query: URLSearchParams } => {
  const mark = path.indexOf('?');
  return mark < 0
    ? { path, query: new URLSearchParams() }
    : { path: path.slice(0, mark), query: new URLSearchParams(path.slice(mark + 1)) };
};
