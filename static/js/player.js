// What if somebody jumps to a later place when the address of the film has had its minute? Ask for a new one, and go on there.
import { $$ } from './page.js';

const PATIENCE = 5000;   // twice within so short a time is no address that grew old

for (const player of $$('[data-player]')) {
  const problem = player.parentElement.querySelector('[data-player-problem]');
  let tried = -Infinity;
  let wasPlaying = false;
  player.addEventListener('play', () => { wasPlaying = true; });
  player.addEventListener('pause', () => { if (!player.error) wasPlaying = false; });
  player.addEventListener('error', () => {
    if (performance.now() - tried < PATIENCE) {
      problem.hidden = false;
      return;
    }
    tried = performance.now();
    const place = player.currentTime;
    player.load();
    player.addEventListener('loadedmetadata', () => { player.currentTime = place; }, { once: true });
    if (wasPlaying) player.play().catch(() => {});
    else player.preload = 'metadata';
  });
}
