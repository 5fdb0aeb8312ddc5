// Which files were pasted? A picture from the clipboard has no name of its own: it gets one with the moment.
import { language, text } from './page.js';

const NAMELESS = /^image\.(png|jpe?g|webp)$/i;

function named(file) {
  if (!NAMELESS.test(file.name)) return file;
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium' }).format(new Date());
  const name = text('pastedPicture', { when: moment.replaceAll(':', '.') });
  return new File([file], `${name}.${file.name.split('.').at(-1)}`, { type: file.type, lastModified: Date.now() });
}

/** Files of a paste, unless it is text that somebody puts into a field. */
export function filesPasted({ clipboardData, target }) {
  const isWriting = target.matches?.('textarea, input:not([type="file"])');
  if (isWriting && clipboardData.types.some((type) => type.startsWith('text/'))) return [];
  return [...clipboardData.files].map(named);
}
