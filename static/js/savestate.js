// Is my text safe? The line in the action bar that always says so.
import { $, icon } from './page.js';

/** state: 'saved', 'saving', 'offline' or 'blocked'. */
export function showState(state, words) {
  const place = $('#save-state');
  if (!place) return;
  place.dataset.state = state;
  $('span', place).textContent = words;
  $('.icon', place)?.replaceWith(icon(state === 'saved' || state === 'saving' ? 'cloud' : 'cloud-off'));
}
