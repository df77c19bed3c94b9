// Sends a file of members as REST takes it, and says in words what came of it. Without script the command does the same.
(() => {
  'use strict';
  const show = () => document.querySelectorAll('form[data-upload][hidden]').forEach((form) => { form.hidden = false; });
  document.addEventListener('tidegate:shown', show);
  show();
  document.addEventListener('submit', async (event) => {
    const form = event.target.closest('form[data-upload]');
    if (!form) return;
    event.preventDefault();
    const { csrf, club, file } = form.elements;
    const button = form.querySelector('button');
    const say = (tone, text) => Object.assign(form.querySelector('[role=status]'), { className: 'notice ' + tone, textContent: text });
    button.disabled = true;
    say('', 'Sending …');
    try {
      const answer = await fetch(form.dataset.upload + encodeURIComponent(club.value) + '/members', {
        method: 'PUT', headers: { 'Content-Type': 'text/csv', 'X-CSRF-Token': csrf.value }, body: file.files[0],
      });
      const told = await answer.json();
      if (answer.ok) {
        say('good', told.rows + (told.rows === 1 ? ' member is' : ' members are') + ' read as soon as a worker is free.');
        file.value = '';
      } else {
        const wrong = (told.errors || []).map((one) => one.reason).filter(Boolean).join('; ');
        say('bad', 'Not uploaded. ' + (wrong ? 'The file ' + wrong + '.' : told.detail));
      }
    } catch {
      say('bad', 'Not uploaded. Tidegate does not answer; does it run?');
    }
    button.disabled = false;
  });
})();
