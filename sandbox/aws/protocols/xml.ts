import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { ErrorModel } from './schema.ts';
import { serde, timestamps } from './schema.ts';

/** What stands inside a document's root element. */
export const rootless = (xml: string): string => {
  const start = xml.indexOf('>');
  return xml[start - 1] === '/' ? '' : xml.slice(start + 1, xml.lastIndexOf('</'));
};

/** The name of a document's root element. */
export const rootName = (xml: string): string | undefined =>
  /^\s*(?:<\?[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<([^\s/>]+)/.exec(xml)?.[1];

/** A modelled error's members but its message, which every form of error writes itself. */
export const errorXml = (model: ErrorModel, members: Readonly<Record<string, unknown>>): string => {
  const rest = Object.fromEntries(Object.entries(members).filter(([name]) => name.toLowerCase() !== 'message'));
  const serializer = new XmlShapeSerializer({
    timestampFormat: timestamps.iso,
    httpBindings: false,
    xmlNamespace: '',
    serviceNamespace: '',
  });
  // The serializer's own type wants a whole client configuration.
  serializer.setSerdeContext(serde as never);
  serializer.write(model.shape, rest);
  return rootless(String(serializer.flush()));
};
