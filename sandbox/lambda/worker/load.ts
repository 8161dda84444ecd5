import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runtimeError } from './failure.ts';

export type Handler = (event: unknown, context: object) => unknown;

/** Imports a function's module and finds its handler, with the refusals of Lambda's Node runtime. */
export const loadHandler = async (codeDirectory: string, handler: string): Promise<Handler> => {
  const base = path.basename(handler);
  const dot = base.indexOf('.');
  const module = path.join(path.dirname(handler), base.slice(0, dot));
  const file = ['.js', '.mjs', '.cjs'].map((end) => path.join(codeDirectory, module + end)).find(existsSync);
  if (dot < 1 || !file) throw runtimeError('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`);
  const found = member(await importFile(file), base.slice(dot + 1));
  if (typeof found !== 'function')
    throw runtimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  if (found.length >= 3)
    throw runtimeError(
      'Runtime.CallbackHandlerDeprecated',
      'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.',
    );
  return (event, context) => found(event, context);
};

const importFile = async (file: string): Promise<object> => {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw runtimeError('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`);
    throw error;
  }
};

const member = (module: object, name: string): unknown => {
  const own = Reflect.get(module, name);
  if (own !== undefined) return own;
  const fallback: unknown = Reflect.get(module, 'default');
  return typeof fallback === 'object' && fallback !== null ? Reflect.get(fallback, name) : undefined;
};
