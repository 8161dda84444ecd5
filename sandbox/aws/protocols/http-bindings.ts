import type { NormalizedSchema } from '@smithy/core/schema';
import type { ServiceModel } from './models.ts';
import { readScalar, writeScalar } from './scalar.ts';
import type { OperationModel } from './schema.ts';
import { splitPath, text, type WireRequest } from './wire.ts';

/** One operation's place in the URL space of its service. */
interface Route {
  readonly operation: OperationModel;
  readonly method: string;
  readonly pattern: RegExp;
  readonly labels: readonly string[];
  /** Query parameters that the URI template itself names. */
  readonly constants: readonly string[];
}

/** A model's routes, the most specific first. */
export const routesOf = (model: ServiceModel): readonly Route[] =>
  [...model.operations.values()]
    .flatMap((operation) => (operation.http ? [route(operation, operation.http)] : []))
    .sort((a, b) => a.labels.length - b.labels.length || b.constants.length - a.constants.length);

const route = (operation: OperationModel, [method, uri]: readonly [string, string, number]): Route => {
  const template = splitPath(uri);
  const labels: string[] = [];
  const source = template.path.replace(/\/+$/, '').replace(/\{(\w+)(\+?)\}/g, (_, name: string, greedy: string) => {
    labels.push(name);
    return greedy ? '(.+?)' : '([^/]+)';
  });
  return { operation, method, pattern: new RegExp(`^${source}/?$`), labels, constants: [...template.query.keys()] };
};

/** The route that a request takes, with the text of its labels. */
export const routeOf = (routes: readonly Route[], request: WireRequest) => {
  const { path, query } = splitPath(request.path);
  for (const candidate of routes) {
    const match = candidate.method === request.method ? candidate.pattern.exec(path) : null;
    if (match && candidate.constants.every((name) => query.has(name)))
      return { route: candidate, texts: match.slice(1) };
  }
  return undefined;
};

/** The members of an input that travel in the path, the query string and the headers. */
export const readBindings = (routes: readonly Route[], request: WireRequest): Record<string, unknown> => {
  const found = routeOf(routes, request);
  if (!found) throw new TypeError('no operation at this path');
  const { query } = splitPath(request.path);
  const bound: Record<string, unknown> = {};
  for (const [name, member] of found.route.operation.input.structIterator()) {
    const { httpQuery, httpHeader, httpLabel } = member.getMergedTraits();
    const label = httpLabel ? found.texts[found.route.labels.indexOf(name)] : undefined;
    const texts = label !== undefined ? [decodeURIComponent(label)] : httpQuery ? query.getAll(httpQuery) : [];
    const header = httpHeader ? request.headers[httpHeader.toLowerCase()] : undefined;
    const value = header ?? texts[0];
    if (value === undefined) continue;
    bound[name] = member.isListSchema()
      ? (header?.split(/\s*,\s*/) ?? texts).map((item) => readScalar(member.getValueSchema(), item))
      : readScalar(member, value);
  }
  return bound;
};

/** The member that is the whole body, if the shape has one. */
export const payloadOf = (schema: NormalizedSchema): readonly [string, NormalizedSchema] | undefined =>
  schema.isStructSchema()
    ? [...schema.structIterator()].find(([, member]) => member.getMergedTraits().httpPayload)
    : undefined;

/** A blob or string body as the member's value. */
export const readPayload = (schema: NormalizedSchema, body: Uint8Array): unknown =>
  schema.isBlobSchema() ? body : text(body);

/** An output's parts: status, headers, and the members that stay for the body. */
export const splitOutput = (schema: NormalizedSchema, output: Readonly<Record<string, unknown>>) => {
  const headers: Record<string, string> = {};
  const body: Record<string, unknown> = {};
  let status: number | undefined;
  if (schema.isStructSchema())
    for (const [name, member] of schema.structIterator()) {
      const { httpHeader, httpResponseCode } = member.getMergedTraits();
      if (output[name] === undefined || output[name] === null) continue;
      if (httpHeader) headers[httpHeader.toLowerCase()] = writeScalar(output[name]);
      else if (httpResponseCode) status = Number(output[name]);
      else body[name] = output[name];
    }
  return { status, headers, body };
};
