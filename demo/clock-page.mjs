/**
 * Runs in the pages of a demonstration before anything else: the clock of the page goes as that of the server does, and
 * a bar above the page shows the day. At the machine that runs the demonstration the bar moves the clock.
 */
(() => {
  const ahead = Number(new URL(document.currentScript.src).searchParams.get('ahead') ?? 0);
  const address = '/api/demonstration/clock';
  const Real = Date;
  class Moved extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() + ahead);
      else super(...given);
    }

    static now() {
      return Real.now() + ahead;
    }
  }
  if (ahead > 0) globalThis.Date = Moved;

  const isEnglish = () => document.documentElement.lang.startsWith('en');
  const t = (zh, en) => (isEnglish() ? en : zh);
  const made = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });
  const shown = () =>
    new Intl.DateTimeFormat(isEnglish() ? 'en-GB' : 'zh-CN', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'full',
      timeStyle: 'short',
    }).format(new Date());

  const show = async () => {
    const bar = made('aside', '', { id: 'demonstration-clock' });
    bar.setAttribute('aria-label', '演示的时间 · Clock of the demonstration');
    bar.append(
      made(
        'style',
        `#demonstration-clock{position:relative;z-index:40;display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center;padding:4px 12px;font-size:13px;line-height:1.6;background:#10302D;color:#fff}
      #demonstration-clock button,#demonstration-clock input{font:inherit;color:inherit;background:transparent;border:1px solid #B8CCC7;border-radius:6px;padding:4px 8px;min-height:32px;color-scheme:dark}
      #demonstration-clock details div{display:flex;flex-wrap:wrap;gap:4px 8px;padding-top:4px}#demonstration-clock summary{cursor:pointer;min-height:32px;line-height:32px}
      #demonstration-clock time{font-weight:600}@media print{#demonstration-clock{display:none}}`,
      ),
    );
    const time = made('time', shown());
    const said = made('span', '');
    said.setAttribute('role', 'status');
    bar.append(made('span', t('演示时间', 'Demonstration time')), time);
    document.body.prepend(bar);
    // a page that fills the window leaves room for the bar
    new ResizeObserver(() => {
      document.documentElement.style.setProperty('--above-page', `${bar.offsetHeight}px`);
    }).observe(bar);
    setInterval(() => {
      time.textContent = shown();
    }, 1000);
    const state = await fetch(address)
      .then((answer) => answer.json())
      .catch(() => null);
    if (state?.can?.move !== true) return;
    const move = async (to) => {
      said.textContent = t('正在补做夜里的工作…', 'Doing the work of the nights…');
      const answer = await fetch(address, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ to }),
      });
      if (answer.ok) location.reload();
      else said.textContent = (await answer.json()).message;
    };
    const moves = made('div', '');
    for (const [to, words] of [
      ['+1h', t('＋1 小时', '+1 hour')],
      ['+1d', t('＋1 天', '+1 day')],
      ['+7d', t('＋7 天', '+7 days')],
    ])
      moves.append(made('button', words, { type: 'button', onclick: () => void move(to) }));
    const chosen = made('input', '', { type: 'datetime-local' });
    chosen.setAttribute('aria-label', t('拨到哪一刻', 'Move to'));
    moves.append(
      chosen,
      made('button', t('拨到这一刻', 'Move there'), {
        type: 'button',
        onclick: () => {
          if (chosen.value !== '') void move(chosen.value);
        },
      }),
    );
    const more = made('details', '');
    more.append(made('summary', t('往前拨', 'Move forward')), moves);
    bar.append(more, said);
  };
  document.addEventListener('DOMContentLoaded', () => void show());
})();
