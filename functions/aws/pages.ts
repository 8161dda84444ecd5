/** More pages than any answer we ask for has; a server that never ends is an error, not an endless loop. */
const mostPages = 50;

/**
 * Follows a service's pages to the end. A page that fails fails the whole: part of an answer never looks like all of it.
 * `next` tells the marker of the following page, or nothing on the last.
 */
export const allPages = async <Page>(
  ask: (marker: string | undefined) => Promise<Page>,
  next: (page: Page) => string | undefined,
): Promise<readonly Page[]> => {
  const pages: Page[] = [];
  let marker: string | undefined;
  do {
    if (pages.length === mostPages) throw new Error(`AWS answered with more than ${mostPages} pages`);
    const page = await ask(marker);
    pages.push(page);
    // Some services end with an empty marker.
    marker = next(page) || undefined;
  } while (marker !== undefined);
  return pages;
};
