// Copies a value that stands on the page. Without a script, or where the browser gives no clipboard, no button is shown and the value can be selected.
'use strict'
if (navigator.clipboard) {
  const said = document.body.appendChild(document.createElement('p'))
  said.className = 'unseen'
  said.setAttribute('role', 'status')
  for (const button of document.querySelectorAll('button[data-copy]')) {
    const face = button.firstElementChild, name = face.textContent
    button.hidden = false
    button.addEventListener('click', async () => {
      const from = document.getElementById(button.dataset.copy)
      try {
        await navigator.clipboard.writeText(from.value ?? from.textContent)
        said.textContent = face.textContent = button.dataset.done
      } catch {
        const range = document.createRange()
        if (from.select) from.select()
        else { range.selectNodeContents(from); getSelection().removeAllRanges(); getSelection().addRange(range) }
        said.textContent = face.textContent = button.dataset.selected
      }
      setTimeout(() => { face.textContent = name; said.textContent = '' }, 2500)
    })
  }
}
