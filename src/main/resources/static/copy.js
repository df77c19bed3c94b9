// Copies what a link leads to. Without a clipboard, or without script, the link leads there.
(() => {
  'use strict';
  document.addEventListener('click', async (event) => {
    const link = event.target.closest('a[data-copy]');
    if (!link || !navigator.clipboard || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href, { signal: AbortSignal.timeout(6000) });
      if (!answer.ok) throw new Error('nothing to copy');
      await navigator.clipboard.writeText(JSON.stringify(await answer.json(), null, 2));
      const before = link.textContent;
      link.textContent = 'Copied';
      setTimeout(() => { link.textContent = before; }, 2000);
    } catch {
      location.href = link.href;
    }
  });
})();
