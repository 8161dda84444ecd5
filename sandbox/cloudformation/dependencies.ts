import type { Template } from './template.ts';
import { isObject } from './values.ts';

/** The logical ids that a value refers to, parameters and unknown names included. */
export const namesIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'Ref') return [String(item)];
    if (key === 'Fn::GetAtt') return [String(Array.isArray(item) ? item[0] : item).split('.')[0] ?? ''];
    return key === 'Fn::Sub' ? [...namesInText(item), ...namesIn(item)] : namesIn(item);
  });
};

const namesInText = (argument: unknown): readonly string[] => {
  const text = String(Array.isArray(argument) ? argument[0] : argument);
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => name.split('.')[0] ?? '');
};

/** The resources of a template, each after those it needs. Throws for a circle, naming it. */
export const inOrder = ({ Resources }: Pick<Template, 'Resources'>): readonly string[] => {
  const ordered = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    const resource = Resources[id];
    if (!resource || ordered.has(id)) return;
    if (path.includes(id)) throw new Error(`circular dependency: ${[...path.slice(path.indexOf(id)), id].join(' → ')}`);
    for (const name of [...namesIn(resource.Properties), ...resource.DependsOn]) visit(name, [...path, id]);
    ordered.add(id);
  };
  for (const id of Object.keys(Resources)) visit(id, []);
  return [...ordered];
};
