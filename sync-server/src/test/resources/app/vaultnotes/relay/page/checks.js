// What is wrong with the page as it is shown now, in words; an empty list when nothing is.
(() => {
  const wrong = [];
  const tell = (what, of) => wrong.push(`${what}: ${of.outerHTML.slice(0, 160)}`);
  const shown = (of) => of.getClientRects().length > 0 && getComputedStyle(of).visibility !== 'hidden';
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);

  if (document.documentElement.scrollWidth > innerWidth) {
    wrong.push(`wider than the window: ${document.documentElement.scrollWidth} of ${innerWidth}`);
  }
  for (const each of all('input')) {
    if (each.labels.length === 0 || each.labels[0].innerText.trim() === '') {
      tell('no label', each);
    }
  }
  for (const each of all('button, a')) {
    if (each.textContent.trim() === '') {
      tell('no name', each);
    }
    const box = each.getBoundingClientRect();
    const isInText = each.matches('p a, dd a, small a');
    if (!isInText && (box.width < 24 || box.height < 24) && !each.matches('.skip')) {
      tell(`a target of ${box.width} × ${box.height}`, each);
    }
  }
  for (const each of all('img')) {
    if (!each.hasAttribute('alt')) {
      tell('no alternative text', each);
    }
    if (!each.complete || each.naturalWidth === 0) {
      tell('a picture that is not there', each);
    }
  }
  let level = 0;
  for (const each of all('h1, h2, h3, h4')) {
    const next = Number(each.tagName[1]);
    if (next > level + 1) {
      tell('a heading that skips a level', each);
    }
    level = next;
  }
  if (all('h1').length !== 1 || all('main').length !== 1 || all('header').length !== 1) {
    wrong.push('not one h1, main and header');
  }
  const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
  for (const id of ids.filter((each, i) => ids.indexOf(each) !== i)) {
    wrong.push(`an id twice: ${id}`);
  }
  for (const each of document.querySelectorAll('[aria-labelledby], [aria-describedby]')) {
    for (const name of ['aria-labelledby', 'aria-describedby']) {
      const to = each.getAttribute(name);
      if (to && !document.getElementById(to)) {
        tell(`${name} leads nowhere`, each);
      }
    }
  }

  const rgb = (text) => {
    const parts = text.match(/[\d.]+/g).map(Number);
    return { r: parts[0], g: parts[1], b: parts[2], a: parts[3] ?? 1 };
  };
  const over = (top, below) => ({
    r: top.r * top.a + below.r * (1 - top.a),
    g: top.g * top.a + below.g * (1 - top.a),
    b: top.b * top.a + below.b * (1 - top.a),
    a: 1,
  });
  const ground = (of) => {
    if (!of) {
      return { r: 255, g: 255, b: 255, a: 1 };
    }
    const own = rgb(getComputedStyle(of).backgroundColor);
    return own.a === 1 ? own : over(own, ground(of.parentElement));
  };
  const light = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b]
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const of = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() === '' || !shown(of) || of.closest('.unseen, .skip, thead')) {
      continue;
    }
    texts++;
    const style = getComputedStyle(of);
    const below = ground(of);
    const [a, b] = [light(over(rgb(style.color), below)), light(below)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) {
      tell(`a contrast of ${ratio.toFixed(2)}`, of);
    }
  }
  if (texts < 5) {
    wrong.push(`only ${texts} texts were looked at`);
  }
  return wrong;
})()
