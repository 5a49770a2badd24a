// What axe does not look at, asked of a page as it is shown. Each function gives its findings as "rule: where".

const looks = (() => {
  const FOCUSABLE = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]'
  const WRITTEN = '.text, .abstract, .cover, .whole, .letter .scroll > table:not(.entries), .desk-text, .prose-editor' // by whoever wrote the statement

  // Shown to somebody who sees; `within` what is for readers aloud alone counts as not shown.
  function isShown(part) {
    if (!part.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
    for (let at = part; at; at = at.parentElement) if (getComputedStyle(at).clipPath === 'inset(50%)') return false
    const box = part.getBoundingClientRect()
    return box.width > 1 && box.height > 1 && !part.closest('.vh, .desk-hidden, .visually-hidden, .select2-hidden-accessible')
  }

  function where(part) {
    const names = []
    for (let at = part; at && at.nodeType === 1 && names.length < 4; at = at.parentElement) {
      const classes = [...at.classList].slice(0, 2).map(name => '.' + name).join('')
      names.unshift(at.localName + (at.id ? '#' + at.id : classes))
      if (at.id) break
    }
    return names.join(' > ') + ' “' + (part.textContent || part.value || '').trim().replace(/\s+/g, ' ').slice(0, 40) + '”'
  }

  const shown = selector => [...document.querySelectorAll(selector)].filter(isShown)

  function headings() {
    const found = []
    const firsts = document.querySelectorAll('h1')
    if (firsts.length !== 1) found.push(`one-h1: there are ${firsts.length}`)
    let before = 0
    for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
      if (!heading.checkVisibility() || heading.closest('[contenteditable]')) continue
      const level = Number(heading.localName[1])
      if (level > before + 1 && !heading.closest(WRITTEN)) found.push(`heading-level: ${before} to ${where(heading)}`)
      before = level
    }
    return found
  }

  function isIntroduced(table) {
    if (table.caption || table.hasAttribute('aria-label') || table.hasAttribute('aria-labelledby')) return true
    const group = table.closest('section, fieldset, [role=region], [role=group], .module, #changelist')
    return !!(group && group.querySelector('h1, h2, h3, h4, legend, summary')) || !!table.closest('#changelist')
  }

  function tables() {
    const found = []
    for (const table of shown('table:not([role=presentation])')) {
      if (table.closest(WRITTEN)) continue
      if (!isIntroduced(table)) found.push(`table-name: ${where(table)}`)
      const heads = [...table.querySelectorAll('th')]
      if (!heads.length) found.push(`table-headers: ${where(table)}`)
      for (const head of heads) if (!head.hasAttribute('scope') && !head.closest('thead, #result_list')) found.push(`th-scope: ${where(head)}`)
    }
    return found
  }

  function language(lang, dir) {
    const root = document.documentElement
    return root.lang.toLowerCase() === lang && root.dir === dir ? [] : [`language: ${root.lang} ${root.dir}`]
  }

  function sideways() {
    const root = document.documentElement
    if (root.scrollWidth <= root.clientWidth) return []
    const far = [...document.body.querySelectorAll('*')].filter(part => {
      const box = part.getBoundingClientRect()
      return isShown(part) && (box.right > root.clientWidth + 1 || box.left < -1) && !scrolls(part)
    })
    return [`sideways: ${root.scrollWidth} in ${root.clientWidth}: ${far.slice(-1).map(where)}`]
  }

  function scrolls(part) {
    for (let at = part.parentElement; at && at !== document.body; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== 'visible') return true
    return false
  }

  // The lines of text as they are painted, and the controls; what an ancestor cuts off is not painted.
  function boxes() {
    const found = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode, part = node.parentElement
      if (!node.data.trim() || !isShown(part) || part.closest('option, textarea, script, datalist')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const rect of range.getClientRects()) found.push(box(part, cut(part, rect)))
    }
    for (const part of shown('input, select, textarea, img, .select2-selection'))
      if (!part.closest('label')) found.push(box(part, cut(part, part.getBoundingClientRect())))
    return found.filter(one => one.right - one.left > 1 && one.bottom - one.top > 1)
  }

  function box(part, rect) {
    return { part, left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom }
  }

  function cut(part, rect) {
    let { left, right, top, bottom } = rect
    for (let at = part; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflow === 'visible') continue
      const edge = at.getBoundingClientRect()
      left = Math.max(left, edge.left), right = Math.min(right, edge.right)
      top = Math.max(top, edge.top), bottom = Math.min(bottom, edge.bottom)
    }
    return { left, right, top, bottom }
  }

  // Lines of one paragraph may touch: what counts is a third of a line's height, and more than a hair's breadth.
  function overlaps() {
    const found = new Set(), all = boxes().sort((one, other) => one.top - other.top)
    for (let i = 0; i < all.length; i++) {
      for (let j = i + 1; j < all.length && all[j].top < all[i].bottom; j++) {
        const one = all[i], other = all[j]
        if (one.part === other.part || one.part.contains(other.part) && one.part.matches('input, select, textarea') || floats(one.part) || floats(other.part)) continue
        if (other.part.contains(one.part) && other.part.matches('.select2-selection, .select2-selection__rendered') || one.part.contains(other.part) && one.part.matches('.select2-selection, .select2-selection__rendered')) continue
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left)
        const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
        if (wide > 2 && high > Math.min(one.bottom - one.top, other.bottom - other.top) / 3)
          found.add(`overlap: ${where(one.part)} and ${where(other.part)}`)
      }
    }
    return [...found]
  }

  function floats(part) {
    for (let at = part; at && at !== document.body; at = at.parentElement)
      if (['fixed', 'sticky'].includes(getComputedStyle(at).position)) return true
    return false
  }

  // To be called after a key was pressed, so that the browser shows the focus as to somebody at the keyboard.
  function focus() {
    const found = []
    document.documentElement.style.scrollBehavior = 'auto'
    document.activeElement.blur()
    const stops = [...document.querySelectorAll(FOCUSABLE)].filter(part =>
      part.tabIndex >= 0 && !part.disabled && part.checkVisibility({ visibilityProperty: true }))
    for (const stop of stops) {
      if (stop.tabIndex > 0) found.push(`tabindex: ${where(stop)}`)
      document.activeElement.blur()  // else a frame around the last stop would show the focus before it is here
      const before = look(stop)
      stop.focus()
      if (document.activeElement !== stop) continue
      if (look(stop) === before) found.push(`focus-unseen: ${where(stop)}`)
      if (isHidden(stop)) found.push(`focus-hidden: ${where(stop)}`)
    }
    document.activeElement.blur()
    window.scrollTo(0, 0)
    return found
  }

  // Of a part and of the frame around it, which shows the focus of a choice, of a search box and of the editor.
  function look(part) {
    return [part, part.parentElement, part.closest('label'), part.closest('.select2-selection, .prose-editor')].filter(Boolean).map(one => {
      const style = getComputedStyle(one)
      return [style.outlineStyle === 'none' ? '' : style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor].join()
    }).join('|')
  }

  // Wholly under something that stays in its place, or out of the window.
  function isHidden(part) {
    const rect = part.getClientRects()[0]
    if (!rect || rect.width < 2) return false
    const points = [[.5, .5], [.05, .1], [.95, .9]].map(([x, y]) => [rect.left + rect.width * x, rect.top + rect.height * y])
    return points.every(([x, y]) => {
      const top = document.elementFromPoint(x, y)
      return !top || (floats(top) && !part.contains(top) && !top.contains(part))
    })
  }

  function skip() {
    const first = [...document.querySelectorAll(FOCUSABLE)].find(part => part.tabIndex >= 0)
    const target = first && first.hash && document.getElementById(first.hash.slice(1))
    return target ? [] : [`skip-link: the first stop is ${first ? where(first) : 'none'}`]
  }

  // Errors above a form lead to their fields; what describes a field is there.
  function references() {
    const found = []
    for (const link of document.querySelectorAll('[role=alert] a[href^="#"], .errors a[href^="#"], .errornote a[href^="#"]'))
      if (!document.getElementById(link.hash.slice(1))) found.push(`error-link: ${link.hash}`)
    for (const part of document.querySelectorAll('[aria-describedby]'))
      for (const id of part.getAttribute('aria-describedby').split(/\s+/))
        if (id && !document.getElementById(id)) found.push(`described-by: #${id} of ${where(part)}`)
    return found
  }

  function shifted() {
    return new Promise(done => {
      let sum = 0
      new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value })
        .observe({ type: 'layout-shift', buffered: true })
      setTimeout(() => done(sum > .01 ? [`shift: ${sum.toFixed(3)}`] : []), 60)
    })
  }

  return {
    words: (lang, dir) => [...headings(), ...tables(), ...language(lang, dir), ...skip(), ...references()],
    place: () => [...sideways(), ...overlaps()],
    focus, shifted,
    unfold: () => document.querySelectorAll('details').forEach(part => { part.open = true }),
  }
})()
